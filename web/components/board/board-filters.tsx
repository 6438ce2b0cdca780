import { Search, X } from 'lucide-react';
import { type JSX, useMemo } from 'react';
import { isActive, type TaskFilter } from '../../hooks/use-filtered-board.ts';
import { shownPerson } from '../shown-person.ts';
import { BoardBin } from './board-bin.tsx';
import { useBoardContext } from './board-context.ts';
import { PersonPicker } from './person-picker.tsx';

export interface BoardFiltersProps {
  readonly filter: TaskFilter;
  readonly onFilter: (filter: TaskFilter) => void;
}

/** Stand for choices that are no person: ids have no spaces. */
const ANYBODY = ' anybody';
const NOBODY = ' nobody';

/** Which cards show: by words, person and label. Only here: others see the board as they want it. */
export function BoardFilters({ filter, onFilter }: BoardFiltersProps): JSX.Element {
  const { whole, people, text, ui, readOnly } = useBoardContext();
  // What is offered follows what is chosen: a label that goes while one looks at it stays on offer.
  const labels = useMemo(() => {
    const known = whole.tasks.getSnapshot().flatMap((task) => task.labels);
    return [...new Set(filter.label === undefined ? known : [...known, filter.label])].sort();
  }, [whole, filter]);
  const options = useMemo(
    () => [
      { id: ANYBODY, name: text.anybody, hue: null },
      { id: NOBODY, name: text.nobody, hue: null },
      ...[...people.keys()].map((id) => ({ id, ...shownPerson(people, id, text) })),
    ],
    [people, text],
  );
  const set = (change: TaskFilter): void => {
    onFilter({ ...filter, ...change });
    ui.say(text.filtered);
  };
  const person = filter.person === undefined ? ANYBODY : (filter.person ?? NOBODY);
  return (
    <search className="weft-filters" aria-label={text.filter}>
      <span className="weft-search">
        <Search aria-hidden="true" size={16} />
        <input
          className="weft-field"
          type="search"
          aria-label={text.filterText}
          aria-keyshortcuts="/"
          placeholder={text.filterText}
          value={filter.text ?? ''}
          onChange={({ target }) => set({ text: target.value })}
        />
      </span>
      <PersonPicker
        label={text.assignee}
        find={text.findPerson}
        none={text.noPerson}
        options={options}
        value={person}
        onPick={(value) => set({ person: value === ANYBODY ? undefined : value === NOBODY ? null : value })}
      />
      <select
        className="weft-field"
        aria-label={text.labels}
        value={filter.label ?? ''}
        onChange={({ target: { value } }) => set({ label: value === '' ? undefined : value })}
      >
        <option value="">{text.anyLabel}</option>
        {labels.map((label) => (
          <option key={label} value={label}>
            {label}
          </option>
        ))}
      </select>
      {isActive(filter) && (
        <button type="button" className="weft-button" onClick={() => set({ text: '', person: undefined, label: undefined })}>
          <X aria-hidden="true" size={16} />
          {text.showAll}
        </button>
      )}
      {!readOnly && <BoardBin />}
    </search>
  );
}
