import { Check } from 'lucide-react';
import { type JSX, type KeyboardEvent, useLayoutEffect, useRef } from 'react';

/** One line of a menu. */
export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** Says which of several is so now. */
  readonly checked?: boolean;
  readonly disabled?: boolean;
  /** A key that does the same without the menu. */
  readonly key?: string;
  readonly onSelect: () => void;
}

/** Lines that belong together; a line is drawn between two groups. */
export interface MenuGroup {
  readonly label?: string;
  readonly items: readonly MenuItem[];
}

export interface MenuProps {
  readonly label: string;
  readonly groups: readonly MenuGroup[];
  /** Beside what it opens. */
  readonly anchor: Element;
  /** @param chosen false where it was left without a choice */
  readonly onClose: (chosen: boolean) => void;
}

/** px between a menu and what it belongs to, and to the window's edge. */
const GAP = 4;
const EDGE = 8;

/** A menu beside something: arrows, Home, End and first letters walk, Enter chooses, Escape and Tab leave. */
export function Menu({ label, groups, anchor, onClose }: MenuProps): JSX.Element {
  const menu = useRef<HTMLDivElement>(null);
  const closed = useRef(false);

  useLayoutEffect(() => {
    const element = menu.current;
    if (element === null) return;
    element.showPopover();
    const place = (): void => placeBeside(element, anchor);
    place();
    const items = itemsOf(element);
    (items.find((item) => item.ariaChecked === 'true') ?? items[0])?.focus();
    // Behind those that make room for what it is beside.
    const placeAgain = (): void => void requestAnimationFrame(place);
    addEventListener('resize', placeAgain);
    return () => removeEventListener('resize', placeAgain);
  }, [anchor]);

  const close = (chosen: boolean): void => {
    if (closed.current) return;
    closed.current = true;
    onClose(chosen);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      close(false);
      return;
    }
    const items = itemsOf(event.currentTarget);
    const at = document.activeElement instanceof HTMLElement ? items.indexOf(document.activeElement) : -1;
    const next = walk(event.key, at, items);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      className="weft-root weft-menu"
      onKeyDown={onKeyDown}
      onToggle={(event) => event.newState === 'closed' && close(false)}
    >
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a menu.
        <div key={group.items[0]?.id} role="group" aria-label={group.label} className="weft-menu-group">
          {group.label !== undefined && (
            <p aria-hidden="true" className="weft-menu-label">
              {group.label}
            </p>
          )}
          {group.items.map(({ id, label: name, checked, disabled = false, key, onSelect }) => (
            // biome-ignore lint/a11y/useAriaPropsSupportedByRole: aria-checked is there where the role is menuitemradio alone.
            <button
              key={id}
              type="button"
              role={checked === undefined ? 'menuitem' : 'menuitemradio'}
              aria-checked={checked}
              aria-disabled={disabled || undefined}
              aria-keyshortcuts={key}
              tabIndex={-1}
              className="weft-menu-item"
              onClick={() => {
                if (disabled) return;
                close(true);
                onSelect();
              }}
            >
              <span className="weft-menu-name">{name}</span>
              {checked === true && <Check aria-hidden="true" size={16} />}
              {key !== undefined && (
                <span aria-hidden="true" className="weft-key">
                  {key}
                </span>
              )}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}

function itemsOf(menu: Element): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]:not([aria-disabled])')];
}

function walk(key: string, at: number, items: readonly HTMLElement[]): HTMLElement | undefined {
  const last = items.length - 1;
  if (key === 'ArrowDown') return items[at >= last ? 0 : at + 1];
  if (key === 'ArrowUp') return items[at <= 0 ? last : at - 1];
  if (key === 'Home') return items[0];
  if (key === 'End') return items[last];
  if (key.length !== 1 || key === ' ') return undefined;
  const rest = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return rest.find((item) => item.innerText.trim().toLocaleLowerCase().startsWith(key.toLocaleLowerCase()));
}

/** Puts a popover below its anchor, or above where there is more room; never out of the window. */
export function placeBeside(menu: HTMLElement, anchor: Element): void {
  const { top, bottom, left } = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = bottom + GAP;
  const fits = below + height <= innerHeight - EDGE;
  const y = fits ? below : top - GAP - height;
  menu.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`;
  menu.style.top = `${Math.max(EDGE, Math.min(y, innerHeight - height - EDGE))}px`;
}
