import type { JSX, KeyboardEvent } from 'react';

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly label: string;
  /** How many are behind it. */
  readonly count?: number;
}

export interface TabsProps<Name extends string> {
  /** Of all of them together. */
  readonly label: string;
  readonly tabs: readonly Tab<Name>[];
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
  /** Begins the ids of the tabs; `panelId` is that of what they show. */
  readonly id: string;
  readonly panelId: string;
  readonly className?: string;
}

/** Which of several lists is shown: one stop of Tab; arrows, Home and End choose. */
export function Tabs<Name extends string>({ label, tabs, chosen, onChoose, id, panelId, className = '' }: TabsProps<Name>): JSX.Element {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const at = walked(
      event.key,
      tabs.findIndex(({ name }) => name === chosen),
      tabs.length,
    );
    const next = at === null ? undefined : tabs[at];
    if (at === null || next === undefined) return;
    event.preventDefault();
    onChoose(next.name);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[at]?.focus();
  };
  return (
    <div role="tablist" aria-label={label} className={`weft-tabs ${className}`} onKeyDown={onKeyDown}>
      {tabs.map(({ name, label: words, count = 0 }) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`${id}${name}`}
          aria-selected={name === chosen}
          aria-controls={panelId}
          tabIndex={name === chosen ? 0 : -1}
          className="weft-tab"
          onClick={() => onChoose(name)}
        >
          {words} {count > 0 && <span className="weft-tab-count">{count}</span>}
        </button>
      ))}
    </div>
  );
}

function walked(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
