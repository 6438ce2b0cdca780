import { Search } from 'lucide-react';
import { type JSX, type KeyboardEvent, useId, useLayoutEffect, useState } from 'react';
import { Modal } from '../../components/modal.tsx';
import { useApp } from '../app-context.ts';
import type { Here } from '../frame/use-here.ts';
import { Results } from '../palette/results.tsx';
import { useEntries } from '../palette/use-entries.ts';

/** Finds projects, documents, tasks and what can be done. */
export function CommandPalette({ here }: { readonly here: Here }): JSX.Element {
  const { text, close } = useApp();
  const { commands: words } = text;
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const { groups, others } = useEntries(here, typed);
  const list = useId();

  const entries = groups.flatMap((group) => group.entries);
  const found = entries.findIndex(({ id }) => id === chosen);
  const at = Math.max(0, found);
  const active = entries[at];

  useLayoutEffect(() => {
    if (active !== undefined) document.getElementById(`${list}${active.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [list, active]);

  const run = (entry: (typeof entries)[number]): void => {
    close();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const next = walk(event.key, at, entries.length);
    if (next !== null) setChosen(entries[next]?.id ?? null);
    else if (event.key === 'Enter' && active !== undefined) run(active);
    else return;
    event.preventDefault();
  };
  const count = entries.length === 0 ? words.nothing : words.found(entries.length);
  const announced = typed.trim() === '' || others === 'searching' ? [] : [count, ...(others === 'failed' ? [words.hereOnly] : [])];
  return (
    <Modal className="palette" aria-label={words.title} onClose={close}>
      <div className="palette-field">
        <Search aria-hidden="true" size={16} />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={active === undefined ? undefined : `${list}${active.id}`}
          aria-label={words.title}
          placeholder={here.project === null ? words.placeholderHome : words.placeholder}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            setChosen(null);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <Results id={list} groups={groups} typed={typed} others={others} active={active?.id ?? null} onActive={setChosen} onRun={run} />
      <p role="status" className="visually-hidden">
        {announced.join(' ')}
      </p>
    </Modal>
  );
}

/** Round and round by the arrows; null for a key that doesn't walk. */
function walk(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at + count - 1) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}
