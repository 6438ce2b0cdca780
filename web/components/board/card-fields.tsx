import { type JSX, type ReactNode, useId, useMemo } from 'react';
import { PRIORITIES, type Task, type TaskPatch } from '../../../shared/model/records.ts';
import { useColumns } from '../../hooks/use-board.ts';
import { shownPerson } from '../shown-person.ts';
import { useBoardContext } from './board-context.ts';
import { CardLabels } from './card-labels.tsx';
import { DueField } from './due-field.tsx';
import { PersonPicker } from './person-picker.tsx';

/** Stands for the choice that is no person: ids have no spaces. */
const NOBODY = ' nobody';

/** What a card is about beside its words: column, assignee, priority, due day, labels. */
export function CardFields({ task, onPatch }: { readonly task: Task; readonly onPatch: (patch: TaskPatch) => void }): JSX.Element {
  const { store, text, people, readOnly } = useBoardContext();
  const columns = useColumns(store);
  const id = useId();
  const { assignee_id, priority, due, labels } = task;
  const column = columns.find(({ id: known }) => known === task.status) ?? columns[0];
  const options = useMemo(() => {
    const ids = assignee_id === null || people.has(assignee_id) ? [...people.keys()] : [assignee_id, ...people.keys()];
    return [{ id: NOBODY, name: text.nobody, hue: null }, ...ids.map((user) => ({ id: user, ...shownPerson(people, user, text) }))];
  }, [people, assignee_id, text]);
  return (
    <div className="weft-fields">
      <Row label={text.column} htmlFor={`${id}column`}>
        <select
          id={`${id}column`}
          className="weft-field"
          data-field="column"
          disabled={readOnly}
          value={column?.id}
          onChange={({ target }) => onPatch({ status: target.value })}
        >
          {columns.map(({ id: value, title }) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </Row>
      <Row label={text.assignee}>
        <PersonPicker
          label={text.assignee}
          find={text.findPerson}
          none={text.noPerson}
          field="assignee"
          disabled={readOnly}
          options={options}
          value={assignee_id ?? NOBODY}
          onPick={(picked) => onPatch({ assignee_id: picked === NOBODY ? null : picked })}
        />
      </Row>
      <Row label={text.priority} htmlFor={`${id}priority`}>
        <select
          id={`${id}priority`}
          className="weft-field"
          disabled={readOnly}
          value={priority}
          onChange={({ target }) => {
            const wanted = PRIORITIES.find((known) => known === target.value);
            if (wanted !== undefined) onPatch({ priority: wanted });
          }}
        >
          {PRIORITIES.map((value) => (
            <option key={value} value={value}>
              {text.priorities[value]}
            </option>
          ))}
        </select>
      </Row>
      <Row label={text.dueDay} htmlFor={`${id}due`}>
        <DueField id={`${id}due`} disabled={readOnly} due={due} onDue={(day) => onPatch({ due: day })} />
      </Row>
      <Row label={text.labels} htmlFor={`${id}labels`}>
        <CardLabels labels={labels} fieldId={`${id}labels`} onLabels={(wanted) => onPatch({ labels: wanted })} />
      </Row>
    </div>
  );
}

interface RowProps {
  readonly label: string;
  /** The field that the label is for, where it isn't named otherwise. */
  readonly htmlFor?: string;
  readonly children: ReactNode;
}

function Row({ label, htmlFor, children }: RowProps): JSX.Element {
  return (
    <div className="weft-fields-row">
      {htmlFor === undefined ? <span aria-hidden="true">{label}</span> : <label htmlFor={htmlFor}>{label}</label>}
      {children}
    </div>
  );
}
