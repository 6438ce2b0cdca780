import type { Dictionary } from '../dictionary.ts';
import { blocksZhCN } from './blocks.ts';
import { boardZhCN } from './board.ts';
import { commandsZhCN } from './commands.ts';
import { threadsZhCN } from './comments.ts';
import { commonZhCN } from './common.ts';
import { documentsZhCN, editorZhCN } from './documents.ts';
import { findZhCN } from './find.ts';
import { frameZhCN, homeZhCN, pageZhCN, sessionZhCN, workspaceZhCN } from './frame.ts';
import { imagesZhCN } from './images.ts';
import { inboxZhCN } from './inbox.ts';
import { insertZhCN } from './insert.ts';
import { activityZhCN, inviteZhCN, peopleZhCN } from './people.ts';
import { presenceZhCN } from './presence.ts';
import { personZhCN } from './profile.ts';
import { rescueZhCn } from './rescue.ts';
import { syncZhCN, troubleZhCN } from './sync.ts';
import { tablesZhCN } from './tables.ts';
import { togetherZhCN } from './together.ts';
import { transferZhCN } from './transfer.ts';
import { unknownZhCn } from './unknown.ts';
import { writingZhCN } from './writing.ts';

export const zhCN: Dictionary = {
  common: commonZhCN,
  board: boardZhCN,
  sync: syncZhCN,
  trouble: troubleZhCN,
  presence: presenceZhCN,
  editor: editorZhCN,
  writing: writingZhCN,
  insert: insertZhCN,
  blocks: blocksZhCN,
  tables: tablesZhCN,
  images: imagesZhCN,
  threads: threadsZhCN,
  find: findZhCN,
  transfer: transferZhCN,
  together: togetherZhCN,
  unknown: unknownZhCn,
  rescue: rescueZhCn,
  person: personZhCN,
  page: pageZhCN,
  home: homeZhCN,
  session: sessionZhCN,
  workspace: workspaceZhCN,
  invite: inviteZhCN,
  inbox: inboxZhCN,
  commands: commandsZhCN,
  documents: documentsZhCN,
  people: peopleZhCN,
  activity: activityZhCN,
  frame: frameZhCN,
};
