import type { JSX } from 'react';
import { Menu } from '../menu.tsx';
import { useBoardContext } from './board-context.ts';
import { idsIn } from './board-places.ts';

/** What can be done to a column. */
export function ColumnMenu({ columnId, anchor }: { readonly columnId: string; readonly anchor: Element }): JSX.Element | null {
  const { whole, actions, text, ui } = useBoardContext();
  const columns = whole.columns.getSnapshot();
  const at = columns.findIndex(({ id }) => id === columnId);
  const column = columns[at];
  if (column === undefined) return null;

  // What is chosen takes the menu away, and may take the column along: somebody is still there.
  const stayNear = (): void => {
    requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return;
      if (anchor.isConnected && anchor instanceof HTMLElement) anchor.focus();
      else ui.focusColumn(whole.columns.getSnapshot()[Math.max(0, at - 1)]?.id ?? '');
    });
  };
  const behind = (index: number): string | null => columns[index]?.id ?? null;
  const move = (after: string | null) => () => {
    const before = behind(at - 1);
    // What somebody has moved since, or moved away from beside it, stays where it is.
    const isThere = (): boolean => {
      const ids = whole.columns.getSnapshot().map(({ id }) => id);
      const now = ids.indexOf(columnId);
      return now >= 0 && (ids[now - 1] ?? null) === after && (before === null || ids.includes(before));
    };
    ui.act(() => actions.moveColumn(columnId, after), {
      said: text.columnMoved(column.title),
      undo: () => (isThere() ? actions.moveColumn(columnId, before) : null),
    });
    stayNear();
  };
  const remove = (): void => {
    const ids = idsIn(whole, columnId);
    const binned = whole.binned.getSnapshot().filter(({ status }) => status === columnId);
    const refuge = columns.find(({ id }) => id !== columnId)?.id;
    // What somebody has moved on since stays where it is.
    const isThere = (id: string): boolean => whole.task(id).getSnapshot()?.status === refuge;
    const undo = async (): Promise<void> => {
      const added = actions.addColumn(column.title, behind(at - 1), columnId);
      let after: string | null = null;
      const moved: Promise<void>[] = [];
      for (const id of ids.filter(isThere)) {
        moved.push(actions.moveTask(id, { status: columnId, after }));
        after = id;
      }
      for (const { task_id } of binned) if (isThere(task_id)) moved.push(actions.moveTask(task_id, { status: columnId }));
      await Promise.all([added, ...moved]);
    };
    ui.act(() => actions.removeColumn(columnId), { said: text.columnRemoved(column.title), undo, bar: true });
    stayNear();
  };
  return (
    <Menu
      label={text.columnMenu(column.title)}
      groups={[
        {
          items: [
            { id: 'rename', label: text.rename, onSelect: () => ui.rename(columnId) },
            { id: 'left', label: text.moveLeft, disabled: at === 0, onSelect: move(behind(at - 2)) },
            { id: 'right', label: text.moveRight, disabled: at === columns.length - 1, onSelect: move(behind(at + 1)) },
          ],
        },
        { items: [{ id: 'remove', label: text.removeColumn, disabled: columns.length === 1, onSelect: remove }] },
      ]}
      anchor={anchor}
      onClose={(chosen) => {
        ui.openMenu(null);
        if (!chosen && anchor instanceof HTMLElement) anchor.focus();
      }}
    />
  );
}
