import type { JSX } from 'react';
import { Menu, type MenuGroup } from '../menu.tsx';
import { useBoardContext } from './board-context.ts';
import { idsIn, placeOf, step } from './board-places.ts';
import { binCard, moveCard, stepCard } from './card-deeds.ts';

/** "Move to…": everything that dragging can do, and the rest that can be done to a card. */
export function CardMenu({ taskId, anchor }: { readonly taskId: string; readonly anchor: Element }): JSX.Element | null {
  const context = useBoardContext();
  const { store, text, ui } = context;
  const place = placeOf(store, taskId);
  if (place === null) return null;
  const { columnId, ids } = place;

  const to = (status: string, after?: string | null) => () => {
    moveCard(context, taskId, { status, ...(after !== undefined && { after }) });
    ui.focusCard(taskId);
  };
  const columns: MenuGroup = {
    label: text.moveTo,
    items: store.columns.getSnapshot().map(({ id, title }) => ({
      id: `column ${id}`,
      label: title,
      checked: id === columnId,
      onSelect: id === columnId ? () => ui.focusCard(taskId) : to(id, idsIn(store, id).at(-1) ?? null),
    })),
  };
  const places: MenuGroup = {
    label: text.place,
    items: [
      { id: 'top', label: text.toTop, disabled: step(store, taskId, 'up') === null, onSelect: to(columnId, null) },
      { id: 'up', label: text.up, disabled: step(store, taskId, 'up') === null, onSelect: () => stepCard(context, taskId, 'up') },
      { id: 'down', label: text.down, disabled: step(store, taskId, 'down') === null, onSelect: () => stepCard(context, taskId, 'down') },
      {
        id: 'bottom',
        label: text.toBottom,
        disabled: step(store, taskId, 'down') === null,
        onSelect: to(columnId, ids.at(-1) ?? null),
      },
    ],
  };
  const deeds: MenuGroup = {
    items: [
      { id: 'open', label: text.details, key: 'Enter', onSelect: () => ui.open(taskId) },
      { id: 'edit', label: text.editTitle, key: 'E', onSelect: () => ui.edit(taskId) },
      { id: 'bin', label: text.bin, key: 'Del', onSelect: () => binCard(context, taskId) },
    ],
  };
  return (
    <Menu
      label={text.cardMenu(store.task(taskId).getSnapshot()?.title ?? '')}
      groups={[columns, places, deeds]}
      anchor={anchor}
      onClose={(chosen) => {
        ui.openMenu(null);
        if (!chosen) ui.focusCard(taskId);
      }}
    />
  );
}
