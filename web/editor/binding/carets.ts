import { $getAnchorAndFocusForUserState, type BindingV2, type UserState } from '@lexical/yjs';
import { $createRangeSelection, $getNodeByKey, $isElementNode, $setSelection } from 'lexical';
import type { Awareness } from 'y-protocols/awareness';
import { createAbsolutePositionFromRelativePosition, XmlElement, XmlText } from 'yjs';

/** Where a selection is in the shared text: it goes along with what is around it. */
export type Caret = Pick<UserState, 'anchorPos' | 'focusPos'>;

/** Where the others see the selection; null where there is none. */
export function caretOf(awareness: Awareness): Caret | null {
  const state = awareness.getLocalState() as UserState | null;
  return state?.anchorPos && state.focusPos ? { anchorPos: state.anchorPos, focusPos: state.focusPos } : null;
}

/** Puts the selection there, if that is still shown. Call it in an update. */
export function $selectAt(binding: BindingV2, { anchorPos, focusPos }: Caret): void {
  if (!$isShown(binding, anchorPos) || !$isShown(binding, focusPos)) return;
  const place: UserState = { anchorPos, focusPos, name: '', color: '', focusing: true, awarenessData: {} };
  const { anchorKey, anchorOffset, focusKey, focusOffset } = $getAnchorAndFocusForUserState(binding, place);
  if (anchorKey === null || focusKey === null) return;
  const selection = $createRangeSelection();
  selection.anchor.set(anchorKey, anchorOffset, $isElementNode($getNodeByKey(anchorKey)) ? 'element' : 'text');
  selection.focus.set(focusKey, focusOffset, $isElementNode($getNodeByKey(focusKey)) ? 'element' : 'text');
  $setSelection(selection);
}

/** The binding may know a part of the document by a node that has gone: there it would throw. */
export function $isShown({ mapping, doc }: BindingV2, position: Caret['anchorPos']): boolean {
  const type: unknown = position === null ? null : createAbsolutePositionFromRelativePosition(position, doc)?.type;
  const known = type instanceof XmlElement || type instanceof XmlText ? mapping.get(type) : undefined;
  if (known === undefined) return false;
  return (Array.isArray(known) ? known : [known]).every((node) => $getNodeByKey(node.getKey())?.isAttached() === true);
}
