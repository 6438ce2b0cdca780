import { createDOMRange, createRectsFromDOMRange } from '@lexical/selection';
import { $getAnchorAndFocusForUserState, type BindingV2, type UserState } from '@lexical/yjs';
import { $getNodeByKey, type LexicalEditor, type LexicalNode } from 'lexical';
import type { Awareness } from 'y-protocols/awareness';
import { hueOf, userOf } from '../../hooks/use-presence.ts';
import { $caretRect } from './caret-place.ts';
import { cutToView, type View, viewOf } from './view.ts';

/** px, from the top left of the container. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** px that a name needs above its caret. */
const LABEL_HEIGHT = 24;

/** What scrolls sideways inside of the text. */
const SCROLLERS = '.table-scroll, .code-block';

/** Where somebody else is, as far as it is on the screen. */
export interface RemoteSelection {
  readonly clientId: number;
  readonly name: string;
  readonly hue: number;
  readonly caret: Box | null;
  readonly selection: readonly Box[];
  /** Where the name has room: a corner of the caret. */
  readonly label: { readonly below: boolean; readonly leftwards: boolean };
  /** Changes whenever that person moves, and only then. */
  readonly place: string;
}

interface Frame {
  readonly editor: LexicalEditor;
  readonly binding: BindingV2;
  readonly root: HTMLElement;
  readonly origin: DOMRect;
  readonly view: View;
}

/** The selections of all others whose editor has the focus, as boxes in `container`. Reads layout where there are any: once a frame is enough. */
export function measureRemoteSelections(
  editor: LexicalEditor,
  binding: BindingV2,
  awareness: Awareness,
  container: HTMLElement,
): readonly RemoteSelection[] {
  const others = [...awareness.getStates()].filter(([clientId, { focused }]) => clientId !== awareness.clientID && focused === true);
  const root = editor.getRootElement();
  if (others.length === 0 || root === null) return [];
  const frame = { editor, binding, root, origin: container.getBoundingClientRect(), view: viewOf(container) };
  return editor.read(() =>
    others.flatMap(([clientId, state]) => {
      const user = userOf(state);
      const boxes = user === null ? null : $measure(frame, state as UserState);
      if (user === null || boxes === null) return [];
      const place = JSON.stringify([state.anchorPos, state.focusPos]);
      return [{ clientId, name: user.name, hue: hueOf(user.id, user.color), place, ...boxes }];
    }),
  );
}

function $measure(frame: Frame, state: UserState): Pick<RemoteSelection, 'caret' | 'selection' | 'label'> | null {
  const { editor, binding, root, origin, view } = frame;
  const { anchorKey, anchorOffset, focusKey, focusOffset } = $positions(binding, state);
  if (anchorKey === null || focusKey === null) return null;
  const anchor = $getNodeByKey(anchorKey);
  const focus = $getNodeByKey(focusKey);
  if (anchor === null || focus === null) return null;
  const rect = $caretRect(editor, focus, focusOffset);
  const bounds = boundsOf(editor, anchor, focus) ?? origin;
  const isSeen = rect !== null && rect.bottom > view.top && rect.top < view.bottom && isWithin(rect, bounds);
  const range = createDOMRange(editor, anchor, anchorOffset, focus, focusOffset);
  const isSelected = range !== null && !range.collapsed && cutToView(range, root, view);
  const rects = isSelected ? createRectsFromDOMRange(editor, range) : [];
  if (!isSeen && rects.length === 0) return null;
  return {
    caret: isSeen ? boxOf(rect, origin) : null,
    selection: rects.flatMap((one) => cut(one, bounds, view)).map((one) => boxOf(one, origin)),
    label: {
      below: rect !== null && (rect.top - origin.top < LABEL_HEIGHT || rect.top - view.clear < LABEL_HEIGHT),
      leftwards: rect !== null && rect.left - origin.left > origin.width / 2,
    },
  };
}

const NOWHERE: ReturnType<typeof $getAnchorAndFocusForUserState> = { anchorKey: null, anchorOffset: 0, focusKey: null, focusOffset: 0 };

/**
 * Where somebody else's selection begins and ends. A state holds whatever its client sent: positions that make no sense are nowhere. So are those in a
 * text that is gone, as of a cell that was merged: the binding may still lead to nodes of it, which throw when they are asked.
 */
export function $positions(binding: BindingV2, state: UserState): ReturnType<typeof $getAnchorAndFocusForUserState> {
  if (!isPosition(state.anchorPos) || !isPosition(state.focusPos)) return NOWHERE;
  try {
    return $getAnchorAndFocusForUserState(binding, state);
  } catch {
    return NOWHERE;
  }
}

function isPosition(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'item' in value && 'type' in value;
}

/** What a selection is cut to at the sides: what scrolls around the whole of it; null for nothing. */
function boundsOf(editor: LexicalEditor, anchor: LexicalNode, focus: LexicalNode): DOMRect | null {
  const scroller = editor.getElementByKey(focus.getKey())?.closest(SCROLLERS) ?? null;
  if (scroller === null || !scroller.contains(editor.getElementByKey(anchor.getKey()))) return null;
  return scroller.getBoundingClientRect();
}

function isWithin({ left }: DOMRect, bounds: DOMRect): boolean {
  return left >= bounds.left - 1 && left <= bounds.right + 1;
}

function cut(rect: DOMRect, bounds: DOMRect, view: View): readonly DOMRect[] {
  const left = Math.max(rect.left, bounds.left);
  const right = Math.min(rect.right, bounds.right);
  return right <= left || rect.bottom < view.top || rect.top > view.bottom ? [] : [new DOMRect(left, rect.top, right - left, rect.height)];
}

function boxOf(rect: DOMRect, origin: DOMRect): Box {
  return { left: rect.left - origin.left, top: rect.top - origin.top, width: rect.width, height: rect.height };
}
