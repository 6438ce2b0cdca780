import type { JSX } from 'react';
import { useApp } from '../app-context.ts';
import { KeyCaps } from '../keys/key-caps.tsx';
import type { Entry, Group } from './entries.ts';
import { Marked } from './marked.tsx';
import type { Found } from './use-entries.ts';

export interface ResultsProps {
  /** Of the list; an entry's is this and its own. */
  readonly id: string;
  readonly groups: readonly Group[];
  readonly typed: string;
  readonly others: Found['others'];
  readonly active: string | null;
  readonly onActive: (id: string) => void;
  readonly onRun: (entry: Entry) => void;
}

/** What was found, in groups, and how the search in other projects stands. */
export function Results({ id, groups, typed, others, active, onActive, onRun }: ResultsProps): JSX.Element {
  const { commands: words } = useApp().text;
  const empty = groups.length === 0 && others !== 'searching';
  return (
    <>
      <div id={id} role="listbox" aria-label={words.results} className="palette-list" tabIndex={-1}>
        {groups.map(({ name, entries }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a listbox.
          <div key={name} role="group" aria-labelledby={`${id}-${name}`}>
            <p id={`${id}-${name}`} role="presentation" className="palette-title">
              {words.groups[name]}
            </p>
            {entries.map((entry) => (
              <Option
                key={entry.id}
                id={`${id}${entry.id}`}
                entry={entry}
                typed={typed}
                active={entry.id === active}
                onActive={() => onActive(entry.id)}
                onRun={() => onRun(entry)}
              />
            ))}
          </div>
        ))}
      </div>
      {empty && (
        <div className="palette-empty">
          <p>{words.nothing}</p>
          <p>{words.nothingHint}</p>
        </div>
      )}
      <footer className="palette-foot">
        {others === 'searching' && <span className="palette-wait">{words.searching}</span>}
        {others === 'failed' && <span>{words.hereOnly}</span>}
        <Legend />
      </footer>
    </>
  );
}

interface OptionProps {
  readonly id: string;
  readonly entry: Entry;
  readonly typed: string;
  readonly active: boolean;
  readonly onActive: () => void;
  readonly onRun: () => void;
}

function Option({ id, entry: { title, where, icon: Icon, keys = [] }, typed, active, onActive, onRun }: OptionProps): JSX.Element {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: the field above keeps the focus and names the active one.
    <div
      id={id}
      role="option"
      aria-selected={active}
      className="palette-option"
      onPointerMove={() => {
        if (!active) onActive();
      }}
      onClick={onRun}
    >
      <Icon aria-hidden="true" size={16} />
      <span className="palette-name">
        <Marked title={title} text={typed} />
      </span>
      {where !== undefined && <span className="palette-where">{where}</span>}
      <KeyCaps keys={keys} />
    </div>
  );
}

/** What the keys do here, for those who see them. */
function Legend(): JSX.Element {
  const { legend } = useApp().text.commands;
  return (
    <span aria-hidden="true" className="palette-legend">
      <KeyCaps keys={['↑', '↓']} /> {legend.walk}
      <KeyCaps keys={['↵']} /> {legend.choose}
      <KeyCaps keys={['Esc']} /> {legend.close}
    </span>
  );
}
