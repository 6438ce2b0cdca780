import { $findCellNode, type TableCellNode } from '@lexical/table';
import type { BindingV2, UserState } from '@lexical/yjs';
import { $getNodeByKey } from 'lexical';
import { userOf } from '../../hooks/use-presence.ts';
import type { EditedRoom } from '../editor-scope.ts';
import { $positions } from '../together/remote-selections.ts';

/** The name of somebody else whose caret is in one of these cells. */
export function $writerIn(cells: readonly TableCellNode[], binding: BindingV2, awareness: EditedRoom['awareness']): string | null {
  for (const [clientId, state] of awareness.getStates()) {
    const user = userOf(state);
    if (clientId === awareness.clientID || user === null || state.focused !== true) continue;
    const { focusKey } = $positions(binding, state as UserState);
    const place = focusKey === null ? null : $getNodeByKey(focusKey);
    const cell = place === null ? null : $findCellNode(place);
    if (cell !== null && cells.some((one) => one.is(cell))) return user.name;
  }
  return null;
}
