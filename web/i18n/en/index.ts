import type { Dictionary } from '../dictionary.ts';
import { blocksEn } from './blocks.ts';
import { boardEn } from './board.ts';
import { commandsEn } from './commands.ts';
import { threadsEn } from './comments.ts';
import { commonEn } from './common.ts';
import { documentsEn, editorEn } from './documents.ts';
import { findEn } from './find.ts';
import { frameEn, homeEn, pageEn, sessionEn, workspaceEn } from './frame.ts';
import { imagesEn } from './images.ts';
import { inboxEn } from './inbox.ts';
import { insertEn } from './insert.ts';
import { activityEn, inviteEn, peopleEn } from './people.ts';
import { presenceEn } from './presence.ts';
import { personEn } from './profile.ts';
import { rescueEn } from './rescue.ts';
import { syncEn, troubleEn } from './sync.ts';
import { tablesEn } from './tables.ts';
import { togetherEn } from './together.ts';
import { transferEn } from './transfer.ts';
import { unknownEn } from './unknown.ts';
import { writingEn } from './writing.ts';

export const en: Dictionary = {
  common: commonEn,
  board: boardEn,
  sync: syncEn,
  trouble: troubleEn,
  presence: presenceEn,
  editor: editorEn,
  writing: writingEn,
  insert: insertEn,
  blocks: blocksEn,
  tables: tablesEn,
  images: imagesEn,
  threads: threadsEn,
  find: findEn,
  transfer: transferEn,
  together: togetherEn,
  unknown: unknownEn,
  rescue: rescueEn,
  person: personEn,
  page: pageEn,
  home: homeEn,
  session: sessionEn,
  workspace: workspaceEn,
  invite: inviteEn,
  inbox: inboxEn,
  commands: commandsEn,
  documents: documentsEn,
  people: peopleEn,
  activity: activityEn,
  frame: frameEn,
};
