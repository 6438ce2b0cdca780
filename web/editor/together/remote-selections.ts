import { createDOMRange, createRectsFromDOMRange } from '@lexical/selection';
import { $getAnchorAndFocusForUserState, type BindingV2, type UserState } from '@lexical/yjs';
import { $getNodeByKey, type LexicalEditor, type LexicalNode } from 'lexical';
import type { Awareness } from 'y-protocols/awareness';
import { hueOf, userOf } from '../../hooks/use-presence.ts';

/** px, from the top left of the container. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** px that a name needs above its caret. */
const LABEL_HEIGHT = 24;

/** Where somebody else is. */
export interface RemoteSelection {
  readonly clientId: number;
  readonly name: string;
  readonly hue: number;
  readonly caret: Box;
  readonly selection: readonly Box[];
  /** Where the name has room: a corner of the caret. */
  readonly label: { readonly below: boolean; readonly leftwards: boolean };
  /** Changes whenever that person moves, and only then. */
  readonly place: string;
}

/** The selections of all others whose editor has the focus, as boxes in `container`. Reads layout: once a frame is enough. */
export function measureRemoteSelections(
  editor: LexicalEditor,
  binding: BindingV2,
  awareness: Awareness,
  container: HTMLElement,
): RemoteSelection[] {
  const origin = container.getBoundingClientRect();
  const measured: RemoteSelection[] = [];
  editor.read(() => {
    for (const [clientId, state] of awareness.getStates()) {
      const user = userOf(state);
      if (clientId === awareness.clientID || user === null || state.focused !== true) continue;
      const boxes = $measure(editor, binding, state as UserState, origin);
      if (boxes === null) continue;
      const place = JSON.stringify([state.anchorPos, state.focusPos]);
      measured.push({ clientId, name: user.name, hue: hueOf(user.id, user.color), place, ...boxes });
    }
  });
  return measured;
}

function $measure(
  editor: LexicalEditor,
  binding: BindingV2,
  state: UserState,
  origin: DOMRect,
): Pick<RemoteSelection, 'caret' | 'selection' | 'label'> | null {
  const { anchorKey, anchorOffset, focusKey, focusOffset } = $positions(binding, state);
  if (anchorKey === null || focusKey === null) return null;
  const anchor = $getNodeByKey(anchorKey);
  const focus = $getNodeByKey(focusKey);
  if (anchor === null || focus === null) return null;
  const caret = caretRect(editor, focus, focusOffset);
  if (caret === null) return null;
  const range = createDOMRange(editor, anchor, anchorOffset, focus, focusOffset);
  const rects = range === null || range.collapsed ? [] : createRectsFromDOMRange(editor, range);
  const box = boxOf(caret, origin);
  const label = { below: box.top < LABEL_HEIGHT, leftwards: box.left > origin.width / 2 };
  return { caret: box, label, selection: rects.map((rect) => boxOf(rect, origin)) };
}

/**
 * Where somebody else's selection begins and ends. A state holds whatever its client sent: positions that make no sense are nowhere. So are those in a
 * text that is gone, as of a cell that was merged: the binding may still lead to nodes of it, which throw when they are asked.
 */
export function $positions(binding: BindingV2, state: UserState): ReturnType<typeof $getAnchorAndFocusForUserState> {
  if (isPosition(state.anchorPos) && isPosition(state.focusPos)) {
    try {
      return $getAnchorAndFocusForUserState(binding, state);
    } catch {
      // Nowhere, until that person's editor says where it is now.
    }
  }
  return { anchorKey: null, anchorOffset: 0, focusKey: null, focusOffset: 0 };
}

function isPosition(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'item' in value && 'type' in value;
}

/** A collapsed range in an empty block or beside a line break has no rectangle: the element's first line stands in. */
function caretRect(editor: LexicalEditor, node: LexicalNode, offset: number): DOMRect | null {
  const rect = createDOMRange(editor, node, offset, node, offset)?.getBoundingClientRect();
  if (rect !== undefined && rect.height > 0) return rect;
  const element = editor.getElementByKey(node.getKey());
  if (element === null) return null;
  const box = element.getBoundingClientRect();
  const line = Number.parseFloat(getComputedStyle(element).lineHeight);
  return new DOMRect(box.left, box.top, 0, Number.isFinite(line) ? Math.min(line, box.height) : box.height);
}

function boxOf(rect: DOMRect, origin: DOMRect): Box {
  return { left: rect.left - origin.left, top: rect.top - origin.top, width: rect.width, height: rect.height };
}
