import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type JSX, useCallback, useMemo, useRef } from 'react';
import type { Column } from '../../../shared/model/records.ts';
import { useColumn, useColumns } from '../../hooks/use-board.ts';
import { useStore } from '../../hooks/use-store.ts';
import { BoardCard } from './board-card.tsx';
import { useBoardContext } from './board-context.ts';

import { type PendingDrop, useCardDrop } from './use-card-drop.ts';
import { useNear } from './use-near.ts';

/** px: a card with a title of one line and nothing else, until it is measured. */
const CARD_HEIGHT = 52;
const GAP = 8;

/** Stands in the list where a dragged card would come. No task has this id: ids have no spaces. */
const PLACEHOLDER = 'drop here';

export interface ColumnCardsProps {
  readonly column: Column;
  readonly ids: readonly string[];
  readonly current: string | null;
  readonly editing: string | null;
}

/** The cards of a column: in the page are only those in sight, and the one that keys act on. */
export function ColumnCards({ column, ids, current, editing }: ColumnCardsProps): JSX.Element {
  const { readOnly } = useBoardContext();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const near = useNear(scroller);
  const drop = useCardDrop({ scroller, list, columnId: column.id, ids, enabled: !readOnly });

  const rows = useMemo(() => withPlaceholder(ids, drop), [ids, drop]);
  const currentRow = current === null ? -1 : rows.indexOf(current);
  const draggedRow = drop === null ? -1 : rows.indexOf(drop.taskId);
  const stop = (currentRow >= 0 ? current : null) ?? ids[0];
  const rangeExtractor = useCallback(
    (range: Range) => {
      // What has the focus, or is being dragged, must not leave the page as it scrolls away.
      const kept = [stop === undefined ? -1 : rows.indexOf(stop), draggedRow].filter((row) => row >= 0);
      const seen = near ? defaultRangeExtractor(range) : [];
      return [...new Set([...seen, ...kept])].sort((a, b) => a - b);
    },
    [near, rows, stop, draggedRow],
  );
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (row) => (rows[row] === PLACEHOLDER ? (drop?.height ?? CARD_HEIGHT) : CARD_HEIGHT),
    getItemKey: (row) => rows[row] as string,
    rangeExtractor,
    gap: GAP,
    overscan: 1,
    paddingStart: 4,
    paddingEnd: 4,
    useFlushSync: false,
  });
  return (
    <div ref={scroller} className="weft-column-body" data-over={drop !== null || undefined}>
      {rows.length === 0 && <EmptyColumn columnId={column.id} />}
      <ul ref={list} className="weft-cards" style={{ height: virtualizer.getTotalSize() }} aria-label={column.title}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const id = rows[index] as string;
          if (id === PLACEHOLDER) {
            const height = drop?.height ?? CARD_HEIGHT;
            return <li key={key} aria-hidden="true" className="weft-placeholder" data-room={height + GAP} style={{ top: start, height }} />;
          }
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              className="weft-row"
              data-index={index}
              data-dragged={id === drop?.taskId || undefined}
              style={{ top: start }}
              aria-setsize={ids.length}
              aria-posinset={ids.indexOf(id) + 1}
            >
              <BoardCard taskId={id} tabStop={id === stop} editing={id === editing} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** What an empty column says: how it fills, or why it is empty. */
function EmptyColumn({ columnId }: { readonly columnId: string }): JSX.Element {
  const { store, whole, text, readOnly } = useBoardContext();
  const columns = useColumns(whole);
  const isBare = useStore(whole.tasks).length === 0;
  const isFiltered = useColumn(whole, columnId).length > 0 && store !== whole;
  const isFirst = columns[0]?.id === columnId;
  const writable = isBare && isFirst ? text.emptyBoard : text.emptyColumn;
  return <p className="weft-column-empty">{isFiltered ? text.noneFits : readOnly ? text.empty : writable}</p>;
}

/** A card that is dragged over its own place keeps it: there it is its own placeholder. */
function withPlaceholder(ids: readonly string[], drop: PendingDrop | null): readonly string[] {
  if (drop === null) return ids;
  const own = ids.indexOf(drop.taskId);
  if (own >= 0 && (drop.index === own || drop.index === own + 1)) return ids;
  return [...ids.slice(0, drop.index), PLACEHOLDER, ...ids.slice(drop.index)];
}
