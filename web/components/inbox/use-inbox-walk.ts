import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

export interface InboxWalk {
  /** The entry that one was on last, or the first: Tab comes to it. */
  readonly stop: string | null;
  /** Goes to the next entry, or the one before. */
  readonly step: (by: 1 | -1) => void;
  /** Puts the focus on an entry. */
  readonly focus: (id: string) => void;
  /** The entry that has the focus, itself or by its buttons. */
  readonly focused: () => string | null;
  /** To be called when something in the inbox gets the focus. */
  readonly onFocus: (target: Element) => void;
  readonly onBlur: (next: EventTarget | null) => void;
}

/**
 * Which entry of an inbox is the current one. The focus stays in the inbox when what had it goes: the entry that takes its place has it then.
 * @param ids the entries as they stand, from top to bottom
 */
export function useInboxWalk(root: RefObject<HTMLElement | null>, ids: readonly string[]): InboxWalk {
  const [current, setCurrent] = useState<string | null>(null);
  const before = useRef<readonly string[]>(ids);
  const inside = useRef(false);
  const elementOf = useCallback(
    (id: string): HTMLElement | null => root.current?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(id)}"]`) ?? null,
    [root],
  );
  const focus = useCallback(
    (id: string): void => {
      const element = elementOf(id);
      element?.focus({ preventScroll: true });
      element?.closest('li')?.scrollIntoView({ block: 'nearest' });
    },
    [elementOf],
  );

  useLayoutEffect(() => {
    const known = before.current;
    before.current = ids;
    const gone = current !== null && !ids.includes(current);
    const next = gone ? (ids[Math.min(Math.max(0, known.indexOf(current)), ids.length - 1)] ?? null) : current;
    if (gone) setCurrent(next);
    // What was taken out of the page leaves the focus to nothing. Nobody else has it then.
    if (!inside.current || document.activeElement !== document.body) return;
    if (next === null) root.current?.focus();
    else focus(next);
  });

  return {
    stop: current !== null && ids.includes(current) ? current : (ids[0] ?? null),
    step: (by) => {
      const at = focusedIn(root.current) === null ? -1 : ids.indexOf(current ?? '');
      const next = at < 0 ? ids[0] : ids[at + by];
      if (next !== undefined) focus(next);
    },
    focus,
    focused: () => focusedIn(root.current),
    onFocus: (target) => {
      inside.current = true;
      const id = entryAt(target);
      if (id !== null) setCurrent(id);
    },
    onBlur: (next) => {
      if (!(next instanceof Node && root.current?.contains(next))) inside.current = false;
    },
  };
}

function focusedIn(root: HTMLElement | null): string | null {
  const active = document.activeElement;
  return active !== null && root?.contains(active) ? entryAt(active) : null;
}

function entryAt(element: Element): string | null {
  return element.closest('.weft-inbox-row')?.querySelector('[data-entry]')?.getAttribute('data-entry') ?? null;
}
