import { useMemo } from 'react';
import { DEFAULT_COLUMNS } from '../../../shared/model/project.ts';
import type { Column } from '../../../shared/model/records.ts';
import type { BoardStore } from '../../hooks/use-board.ts';
import type { BoardText } from '../../i18n/board.ts';

/** The board with the columns that every board begins with in the reader's language, for as long as nobody has renamed them. */
export function useNamedColumns(store: BoardStore, { firstColumns }: BoardText): BoardStore {
  return useMemo(() => {
    let read: readonly Column[] | null = null;
    let named: readonly Column[] = [];
    const getSnapshot = (): readonly Column[] => {
      const now = store.columns.getSnapshot();
      if (now !== read) named = now.map((column) => nameColumn(column, firstColumns));
      read = now;
      return named;
    };
    return { ...store, columns: { getSnapshot, subscribe: store.columns.subscribe } };
  }, [store, firstColumns]);
}

/** One such column. */
export function nameColumn(column: Column, words: BoardText['firstColumns']): Column {
  const asSeeded = DEFAULT_COLUMNS.some(({ id, title }) => id === column.id && title === column.title);
  const title = asSeeded ? words[column.id] : undefined;
  return title === undefined || title === column.title ? column : { ...column, title };
}
