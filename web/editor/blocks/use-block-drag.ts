import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { pointerOutsideOfPreview } from '@atlaskit/pragmatic-drag-and-drop/element/pointer-outside-of-preview';
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/utils/combine';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import type { NodeKey } from 'lexical';
import { useEffect, useState } from 'react';
import { useLatest } from '../../hooks/use-latest.ts';
import { useEditorScope } from '../editor-scope.ts';
import { $unitsOf } from './deeds.ts';
import { type Gap, gapAt } from './gaps.ts';
import { moveNodes } from './move.ts';
import { $nameOf } from './names.ts';
import { nodesOf } from './units.ts';
import type { Blocks } from './use-blocks.ts';

/** Marks what is dragged as blocks of a text: pages may have other things to drag. */
const BLOCKS = Symbol('weft blocks');

export interface BlockDragOptions {
  readonly blocks: Blocks;
  readonly grip: HTMLElement | null;
  /** The line that the handle is beside. */
  readonly line: NodeKey | null;
  /** Called when it was dropped, wherever. */
  readonly onEnd: () => void;
}

/** What is being dragged. */
export interface BlockDrag {
  readonly keys: readonly NodeKey[];
  /** Where it would come; null for nowhere. */
  readonly gap: Gap | null;
}

/** Lets blocks be dragged by their handle, with what is selected together with them. @returns what is dragged now, or null */
export function useBlockDrag({ blocks, grip, line, onEnd }: BlockDragOptions): BlockDrag | null {
  const { container } = useEditorScope();
  const [drag, setDrag] = useState<BlockDrag | null>(null);
  const latest = useLatest({ blocks, line, onEnd });

  useEffect(() => {
    const around = container.current?.closest<HTMLElement>('.editor-layout') ?? null;
    const scroller = container.current?.closest<HTMLElement>('.app-page') ?? null;
    if (grip === null || around === null || scroller === null) return;
    let dragged: Dragged | null = null;
    const look = (y: number | null): void => {
      const text = container.current;
      const { keys } = dragged ?? {};
      if (keys === undefined || text === null) return;
      const gap = y === null ? null : gapAt(latest.current.blocks.editor, text, keys, y);
      setDrag((now) => (now !== null && isSame(now.gap, gap) ? now : { keys, gap }));
    };
    const drop = (y: number): void => {
      const { blocks: now } = latest.current;
      const gap = dragged === null || container.current === null ? null : gapAt(now.editor, container.current, dragged.keys, y);
      if (gap !== null) moveTo(now, gap);
    };
    const isOurs = ({ source }: { readonly source: { readonly data: Record<string | symbol, unknown> } }): boolean =>
      source.data[BLOCKS] === grip;
    return combine(
      draggable({
        element: grip,
        getInitialData: () => {
          dragged = draggedAt(latest.current.blocks, latest.current.line);
          return { [BLOCKS]: grip };
        },
        onGenerateDragPreview: ({ nativeSetDragImage }) => {
          const name = dragged?.name ?? '';
          setCustomNativeDragPreview({
            nativeSetDragImage,
            getOffset: pointerOutsideOfPreview({ x: '12px', y: '8px' }),
            render: ({ container: preview }) => {
              const chip = document.createElement('div');
              chip.className = 'block-preview';
              chip.textContent = name;
              preview.append(chip);
            },
          });
        },
        onDragStart: () => setDrag(dragged === null ? null : { keys: dragged.keys, gap: null }),
        onDrop: () => {
          setDrag(null);
          latest.current.onEnd();
        },
      }),
      dropTargetForElements({
        element: around,
        canDrop: isOurs,
        onDragEnter: ({ location }) => look(location.current.input.clientY),
        onDrag: ({ location }) => look(location.current.input.clientY),
        onDragLeave: () => look(null),
        onDrop: ({ location }) => drop(location.current.input.clientY),
      }),
      autoScrollForElements({ element: scroller, canScroll: isOurs }),
    );
  }, [grip, container, latest]);
  return drag;
}

interface Dragged {
  readonly keys: readonly NodeKey[];
  readonly name: string;
}

function draggedAt({ editor, text }: Blocks, line: NodeKey | null): Dragged | null {
  return editor.read(() => {
    const units = line === null ? null : $unitsOf(line);
    const first = units?.all[units.from];
    return units === null || first === undefined ? null : { keys: nodesOf(units).map((node) => node.getKey()), name: $nameOf(first, text) };
  });
}

function moveTo({ editor, binding, text, announce }: Blocks, { move }: Gap): void {
  const beside = editor.read(() => {
    const units = $unitsOf(move.beside);
    const unit = units?.all[units.from];
    return unit === undefined ? '' : $nameOf(unit, text);
  });
  if (!moveNodes(editor, binding, move)) return;
  announce(move.after ? text.blocks.movedBelow(beside) : text.blocks.movedAbove(beside));
}

function isSame(a: Gap | null, b: Gap | null): boolean {
  return a?.move.beside === b?.move.beside && a?.move.after === b?.move.after && a?.line.top === b?.line.top;
}
