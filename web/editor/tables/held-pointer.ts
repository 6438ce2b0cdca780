import { $getNearestNodeFromDOMNode, type LexicalEditor, type NodeKey } from 'lexical';
import { $isRagged } from './repair.ts';
import { $repairAround, $tableAround } from './repair-around.ts';

/** The pointer that is down in a table and may be choosing cells. */
export interface HeldPointer {
  /** The table; null while there is no such pointer. */
  table(): NodeKey | null;
  /** Ends what it does: it chooses no more cells until it is down again. */
  letGo(): void;
  stop(): void;
}

/** Follows the pointer. The table that it goes down in is whole then: Lexical goes by the cells that are there. */
export function heldPointer(editor: LexicalEditor): HeldPointer {
  let held: { readonly table: NodeKey; readonly pointer: number } | null = null;

  const onDown = ({ target, pointerId: pointer }: PointerEvent): void => {
    if (!editor.isEditable() || !(target instanceof Element) || target.closest('td, th') === null) return;
    const [table, ragged] = editor.read(() => {
      const around = $tableAround($getNearestNodeFromDOMNode(target));
      return around === null ? [null, false] : [around.getKey(), $isRagged(around)];
    });
    if (table === null) return;
    held = { table, pointer };
    if (ragged) editor.update(() => $repairAround(table), { discrete: true });
  };
  const onEnd = ({ pointerId }: PointerEvent): void => {
    if (held?.pointer === pointerId) held = null;
  };
  const stop = editor.registerRootListener((root) => {
    if (root === null) return;
    const listening = new AbortController();
    const options = { capture: true, signal: listening.signal };
    root.addEventListener('pointerdown', onDown, options);
    root.ownerDocument.addEventListener('pointerup', onEnd, options);
    root.ownerDocument.addEventListener('pointercancel', onEnd, options);
    return () => listening.abort();
  });
  return {
    table: () => held?.table ?? null,
    letGo: () => {
      if (held === null) return;
      const { pointer: pointerId } = held;
      held = null;
      // For Lexical it is as if the browser took it, as for scrolling.
      editor.getRootElement()?.dispatchEvent(new PointerEvent('pointercancel', { pointerId, bubbles: true }));
    },
    stop,
  };
}
