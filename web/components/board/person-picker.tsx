import { ChevronDown } from 'lucide-react';
import { type JSX, type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { Avatar } from '../avatar.tsx';
import { placeBeside } from '../menu.tsx';

/** Somebody who can be chosen, or what stands for a choice that is no person. */
export interface PersonOption {
  readonly id: string;
  readonly name: string;
  /** Degrees on the colour wheel; null where there is nobody to show. */
  readonly hue: number | null;
}

export interface PersonPickerProps {
  readonly label: string;
  /** What the field is called in which one types a name. */
  readonly find: string;
  /** What is said where nobody has such a name. */
  readonly none: string;
  readonly options: readonly PersonOption[];
  readonly value: string;
  readonly onPick: (id: string) => void;
  readonly disabled?: boolean;
  /** Marks the button: see `field` of the card's details. */
  readonly field?: string;
}

/** Chooses a person by typing some of the name: arrows walk, Enter chooses, Escape leaves. */
export function PersonPicker({ label, find, none, options, value, onPick, disabled = false, field }: PersonPickerProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const chosen = options.find(({ id }) => id === value);
  const close = (back: boolean): void => {
    setOpen(false);
    if (back) button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="weft-field weft-picker"
        data-field={field}
        disabled={disabled}
        aria-haspopup="listbox"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="weft-hidden">{`${label}: `}</span>
        {chosen !== undefined && chosen.hue !== null && <Avatar size="small" name={chosen.name} hue={chosen.hue} />}
        <span className="weft-picker-name">{chosen?.name}</span>
        <ChevronDown aria-hidden="true" size={14} />
      </button>
      {open && <Choices {...{ find, none, options, value, onPick }} anchor={button} onClose={close} />}
    </>
  );
}

interface ChoicesProps extends Pick<PersonPickerProps, 'find' | 'none' | 'options' | 'value' | 'onPick'> {
  readonly anchor: { readonly current: Element | null };
  /** @param back the focus goes back to the button */
  readonly onClose: (back: boolean) => void;
}

function Choices({ find, none, options, value, onPick, anchor, onClose }: ChoicesProps): JSX.Element {
  const popover = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const [wanted, setWanted] = useState(value);
  const id = useId();
  const shown = options.filter(({ name }) => folded(name).includes(folded(typed)));
  const active = Math.max(
    0,
    shown.findIndex((option) => option.id === wanted),
  );

  useLayoutEffect(() => {
    const element = popover.current;
    if (element === null || anchor.current === null) return;
    element.showPopover();
    placeBeside(element, anchor.current);
    element.querySelector('input')?.focus();
  }, [anchor]);
  useLayoutEffect(() => {
    popover.current?.querySelector(`[data-at="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const pick = (option: PersonOption): void => {
    onClose(true);
    if (option.id !== value) onPick(option.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setWanted(shown.at((active + step) % shown.length)?.id ?? value);
    else if (event.key === 'Enter' && shown[active] !== undefined) pick(shown[active]);
    else if (event.key === 'Escape' || event.key === 'Tab') onClose(true);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field in it has the keys.
    <div
      ref={popover}
      popover="auto"
      className="weft-root weft-menu weft-choices"
      onKeyDown={onKeyDown}
      onToggle={(event) => event.newState === 'closed' && onClose(false)}
    >
      <input
        className="weft-field"
        role="combobox"
        aria-label={find}
        placeholder={find}
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={`${id}list`}
        aria-activedescendant={shown.length === 0 ? undefined : `${id}${active}`}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setWanted('');
        }}
      />
      <div id={`${id}list`} role="listbox" aria-label={find} className="weft-choices-list">
        {shown.map((option, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys.
          <div
            key={option.id}
            id={`${id}${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={option.id === value}
            data-at={at}
            data-active={at === active || undefined}
            className="weft-menu-item"
            onPointerMove={() => setWanted(option.id)}
            onClick={() => pick(option)}
          >
            {option.hue === null ? <span className="weft-nobody" /> : <Avatar size="small" name={option.name} hue={option.hue} />}
            <span className="weft-menu-name">{option.name}</span>
          </div>
        ))}
      </div>
      {shown.length === 0 && <p className="weft-menu-label">{none}</p>}
    </div>
  );
}

/** One form for what reads alike. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}
