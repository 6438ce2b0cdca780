import type { BlocksText } from './blocks.ts';
import type { BoardText } from './board.ts';
import type { CommandsText } from './commands.ts';
import type { ThreadsText } from './comments.ts';
import type { CommonText } from './common.ts';
import type { DocumentsText, EditorText } from './documents.ts';
import type { FindText } from './find.ts';
import type { FrameText, HomeText, PageText, SessionText, WorkspaceText } from './frame.ts';
import type { ImagesText } from './images.ts';
import type { InboxText } from './inbox.ts';
import type { InsertText } from './insert.ts';
import type { ActivityText, InviteText, PeopleText } from './people.ts';
import type { PresenceText } from './presence.ts';
import type { PersonText } from './profile.ts';
import type { RescueText } from './rescue.ts';
import type { SyncText, TroubleText } from './sync.ts';
import type { TablesText } from './tables.ts';
import type { TogetherText } from './together.ts';
import type { TransferText } from './transfer.ts';
import type { UnknownText } from './unknown.ts';
import type { WritingText } from './writing.ts';

export type { Trouble } from './sync.ts';

/** Every text that people read: a part for each part of the app. */
export interface Dictionary {
  readonly common: CommonText;
  readonly board: BoardText;
  readonly sync: SyncText;
  readonly trouble: TroubleText;
  readonly presence: PresenceText;
  readonly editor: EditorText;
  readonly writing: WritingText;
  readonly insert: InsertText;
  readonly blocks: BlocksText;
  readonly tables: TablesText;
  readonly images: ImagesText;
  readonly threads: ThreadsText;
  readonly find: FindText;
  readonly transfer: TransferText;
  readonly together: TogetherText;
  readonly unknown: UnknownText;
  readonly rescue: RescueText;
  readonly person: PersonText;
  readonly page: PageText;
  readonly home: HomeText;
  readonly session: SessionText;
  readonly workspace: WorkspaceText;
  readonly invite: InviteText;
  readonly inbox: InboxText;
  readonly commands: CommandsText;
  readonly documents: DocumentsText;
  readonly people: PeopleText;
  readonly activity: ActivityText;
  readonly frame: FrameText;
}
