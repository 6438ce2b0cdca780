import { X } from 'lucide-react';
import { type JSX, type KeyboardEvent, useId, useMemo } from 'react';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import { useBoardContext } from './board-context.ts';

export interface CardLabelsProps {
  readonly labels: readonly string[];
  readonly fieldId: string;
  readonly onLabels: (labels: readonly string[]) => void;
}

/** The labels of a card: Enter adds one, those of other cards are offered. */
export function CardLabels({ labels, fieldId, onLabels }: CardLabelsProps): JSX.Element {
  const { store, text, readOnly } = useBoardContext();
  const listId = useId();
  const known = useMemo(() => [...new Set(store.tasks.getSnapshot().flatMap((task) => task.labels))].sort(), [store]);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing || event.key !== 'Enter') return;
    event.preventDefault();
    const label = event.currentTarget.value.trim();
    event.currentTarget.value = '';
    if (label !== '' && !labels.includes(label) && labels.length < BOUNDS.labels) onLabels([...labels, label]);
  };
  return (
    <div className="weft-labels">
      {labels.map((label) => (
        <span key={label} className="weft-label">
          {label}
          {!readOnly && (
            <button
              type="button"
              className="weft-label-button"
              aria-label={text.removeLabel(label)}
              title={text.removeLabel(label)}
              onClick={() => onLabels(labels.filter((other) => other !== label))}
            >
              <X aria-hidden="true" size={12} />
            </button>
          )}
        </span>
      ))}
      {!readOnly && (
        <>
          <input
            id={fieldId}
            className="weft-field"
            data-field="labels"
            list={listId}
            maxLength={BOUNDS.label}
            placeholder={text.addLabel}
            onKeyDown={onKeyDown}
          />
          <datalist id={listId}>
            {known
              .filter((label) => !labels.includes(label))
              .map((label) => (
                <option key={label} value={label} />
              ))}
          </datalist>
        </>
      )}
    </div>
  );
}
