import type { BindingV2, UserState } from '@lexical/yjs';
import { $getNodeByKey, type LexicalEditor } from 'lexical';
import type { Awareness } from 'y-protocols/awareness';
import { userOf } from '../../hooks/use-presence.ts';
import { $caretRect } from './caret-place.ts';
import { $positions } from './remote-selections.ts';

/** px at the window's top and bottom where a caret is too close to the edge to be followed. */
const EDGE = 140;

export interface FollowOptions {
  readonly editor: LexicalEditor;
  readonly binding: BindingV2;
  readonly awareness: Awareness;
  /** The element around the text. */
  readonly container: HTMLElement;
  /** Whom to follow: a user's id. */
  readonly person: string;
  /** They aren't in the document any more. */
  readonly onGone: () => void;
}

/** Scrolls the page along with somebody's caret: at once, and whenever it moves. @returns its stop */
export function follow({ editor, binding, awareness, container, person, onGone }: FollowOptions): () => void {
  let frame = 0;
  let last = '';
  const look = (): void => {
    const tabs = tabsOf(awareness, person);
    if (tabs.length === 0) return onGone();
    const state = tabs.find(({ focused }) => focused === true);
    const place = state === undefined ? '' : JSON.stringify([state.anchorPos, state.focusPos]);
    if (state === undefined || place === last) return;
    last = place;
    cancelAnimationFrame(frame);
    // Behind the frame in which the editor shows what was written with the move.
    frame = requestAnimationFrame(() => bringIntoView(editor, binding, state as UserState, container));
  };
  awareness.on('change', look);
  look();
  return () => {
    cancelAnimationFrame(frame);
    awareness.off('change', look);
  };
}

/** Scrolls the page to somebody's caret, once. @returns whether they have one */
export function goToCaret({ editor, binding, awareness, container, person }: Omit<FollowOptions, 'onGone'>): boolean {
  const state = tabsOf(awareness, person).find(({ focused }) => focused === true);
  if (state === undefined) return false;
  bringIntoView(editor, binding, state as UserState, container);
  return true;
}

/** What somebody's other tabs say of themselves. */
function tabsOf(awareness: Awareness, person: string): Record<string, unknown>[] {
  return [...awareness.getStates()].flatMap(([client, state]) =>
    client !== awareness.clientID && userOf(state)?.id === person ? [state] : [],
  );
}

function bringIntoView(editor: LexicalEditor, binding: BindingV2, state: UserState, container: HTMLElement): void {
  editor.read(() => {
    const { focusKey, focusOffset } = $positions(binding, state);
    const node = focusKey === null ? null : $getNodeByKey(focusKey);
    if (node === null) return;
    // Sideways inside of what scrolls, as a wide table.
    editor.getElementByKey(node.getKey())?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const rect = $caretRect(editor, node, focusOffset);
    if (rect === null || (rect.top >= EDGE && rect.bottom <= window.innerHeight - EDGE)) return;
    scrollerOf(container).scrollBy({ top: rect.top - window.innerHeight / 2, behavior: 'instant' });
  });
}

/** What scrolls around an element. */
export function scrollerOf(element: HTMLElement): Element {
  for (let at = element.parentElement; at !== null; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.documentElement;
}
