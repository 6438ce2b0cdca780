import type { LexicalEditor, NodeKey } from 'lexical';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { type GripPlace, gripPlace, keyOf, rowAt } from './rows.ts';

/** The block that the handle is beside. */
export interface GrippedBlock extends GripPlace {
  readonly key: NodeKey;
}

export interface GripPlaceOptions {
  readonly editor: LexicalEditor;
  readonly container: RefObject<HTMLElement | null>;
  /** It stays where it is, wherever the pointer goes. */
  readonly held: Readonly<RefObject<boolean>>;
}

/**
 * Follows the mouse from block to block, until somebody types. Touch has no pointer that could be followed.
 * @returns the block, or null
 */
export function useGripPlace({ editor, container, held }: GripPlaceOptions): GrippedBlock | null {
  const [block, setBlock] = useState<GrippedBlock | null>(null);
  const shown = useRef<NodeKey | null>(null);

  const show = useCallback(
    (key: NodeKey | null): void => {
      const row = key === null ? null : editor.getElementByKey(key);
      const place = row === null || container.current === null ? null : gripPlace(row, container.current);
      const next = place === null || key === null ? null : { key, ...place };
      shown.current = next?.key ?? null;
      setBlock((now) => (now?.key === next?.key && now?.left === next?.left && now?.top === next?.top ? now : next));
    },
    [editor, container],
  );

  useEffect(() => {
    let frame = 0;
    let pointer: PointerEvent | null = null;
    const look = (): void => {
      frame = 0;
      const moved = pointer;
      pointer = null;
      if (moved === null || held.current) return show(shown.current);
      const over = pointedBlock(editor, container.current, moved);
      if (over !== 'handle') show(over);
    };
    const plan = (): void => {
      if (frame === 0) frame = requestAnimationFrame(look);
    };
    const follow = (event: PointerEvent): void => {
      // Whoever presses a button is selecting, or drags something.
      if (event.pointerType === 'touch' || event.buttons !== 0) return;
      pointer = event;
      plan();
    };
    const leave = (event: KeyboardEvent): void => {
      const isAlone = event.key === 'Shift' || event.key === 'Control' || event.key === 'Alt' || event.key === 'Meta';
      if (!isAlone && !held.current && event.target === editor.getRootElement()) show(null);
    };
    const again = (): void => {
      if (shown.current !== null) plan();
    };
    // Before it is painted: else it stands for a moment where there is no room for it.
    const sizes = new ResizeObserver(() => flushSync(() => show(shown.current)));
    if (container.current !== null) sizes.observe(container.current);
    document.addEventListener('pointermove', follow, { passive: true });
    document.addEventListener('keydown', leave);
    const stop = editor.registerUpdateListener(again);
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      document.removeEventListener('pointermove', follow);
      document.removeEventListener('keydown', leave);
      stop();
    };
  }, [editor, container, held, show]);

  return block;
}

/** The block at the pointer's height, if the pointer is in the text or right beside it. */
function pointedBlock(
  editor: LexicalEditor,
  container: HTMLElement | null,
  { target, clientX, clientY }: PointerEvent,
): NodeKey | 'handle' | null {
  const root = editor.getRootElement();
  if (root === null || container === null || !(target instanceof Element)) return null;
  if (target.closest('.block-grip') !== null) return 'handle';
  const isInText = container.parentElement?.contains(target) === true && target.closest('[role=toolbar], [popover]') === null;
  const { left, right, top } = container.getBoundingClientRect();
  const row = isInText && clientX >= left - BESIDE && clientX <= right && clientY >= top ? rowAt(root, clientY, true) : null;
  if (row === null || clientY > row.getBoundingClientRect().bottom) return null;
  return keyOf(editor, row);
}

/** px left of the text that still count as the text. */
const BESIDE = 48;
