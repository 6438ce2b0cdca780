import type { Trouble } from './sync.ts';

/** What each role is called, and what it lets people do. */
export interface RoleText {
  readonly name: string;
  readonly may: string;
}

/** Words with things between them that a page shows in its own way: a name, a link. */
export type Sentence<T> = readonly (string | T)[];

/** Why a call was refused, by its code in the API, and what to do. */
export type ProblemCodeText =
  | 'unreachable'
  | 'origin.refused'
  | 'role.insufficient'
  | 'project.unknown'
  | 'member.unknown'
  | 'member.last-owner'
  | 'user.unknown'
  | 'document.unknown'
  | 'document.binned'
  | 'document.too-large'
  | 'invite.unknown'
  | 'invite.expired'
  | 'invite.used-up'
  | 'invite.revoked'
  | 'limit.projects'
  | 'limit.documents'
  | 'limit.members'
  | 'limit.invites'
  | 'session.unauthorised'
  | 'session.expired'
  | 'session.no-users'
  | 'recovery.unknown'
  | 'request.invalid'
  | 'request.too-large'
  | 'request.too-many'
  | 'store.failing'
  | 'room.busy'
  | 'server.stopping';

/** What somebody sees who comes by an invite. */
export interface InviteText {
  readonly title: (project: string) => string;
  readonly role: (role: string) => string;
  readonly more: (role: string) => string;
  readonly accept: string;
  readonly bad: Trouble;
  readonly unseen: string;
  readonly home: string;
}

/** Members, roles and invites. */
export interface PeopleText {
  readonly loading: string;
  readonly list: string;
  readonly roles: Readonly<Record<'owner' | 'editor' | 'commenter' | 'viewer', RoleText>>;
  readonly roleOf: (name: string) => string;
  readonly lastOwner: string;
  readonly remove: (name: string) => string;
  readonly removed: (name: string) => string;
  readonly back: (name: string) => string;
  readonly leave: string;
  readonly leaveTitle: (project: string) => string;
  readonly leaveWhat: string;
  readonly stepDownTitle: (role: string) => string;
  readonly stepDownWhat: string;
  readonly stepDown: string;
  readonly invite: string;
  readonly onlyYou: Trouble;
  /** Where the server knows no users. */
  readonly anybody: string;
  readonly share: ShareText;
  readonly problems: Readonly<Record<ProblemCodeText, string>>;
  readonly problem: string;
}

/** The dialog that lets people in. */
export interface ShareText {
  readonly title: (project: string) => string;
  readonly role: string;
  readonly life: string;
  readonly lives: Readonly<Record<'day' | 'week' | 'month', string>>;
  readonly copy: string;
  readonly copied: (role: string, until: string) => string;
  readonly byHand: string;
  readonly link: string;
  readonly open: string;
  readonly by: (name: string) => string;
  readonly used: (times: number) => string;
  readonly until: (day: string) => string;
  readonly takeBack: string;
  readonly takeBackOf: (role: string, by: string) => string;
  readonly tookBack: string;
  readonly people: string;
  readonly ask: string;
  readonly anybody: string;
  readonly address: string;
  readonly copyAddress: string;
  readonly copiedAddress: string;
}

/** What has happened in a project. `who` and `what` are shown by the page: a name, a link. */
export interface ActivityText {
  readonly by: string;
  readonly everybody: string;
  readonly empty: Trouble;
  readonly emptyOf: string;
  readonly board: string;
  readonly today: string;
  readonly yesterday: string;
  readonly older: string;
  readonly somebody: string;
  readonly formerMember: string;
  readonly goneColumn: string;
  readonly untitled: string;
  readonly fields: Readonly<Record<'title' | 'labels' | 'priority' | 'due', string>>;
  readonly taskCreated: <T>(who: T, what: T) => Sentence<T>;
  readonly taskMoved: <T>(who: T, what: T, from: string, to: string) => Sentence<T>;
  readonly taskAssigned: <T>(who: T, what: T, to: T) => Sentence<T>;
  readonly taskTaken: <T>(who: T, what: T) => Sentence<T>;
  readonly taskFreed: <T>(who: T, what: T) => Sentence<T>;
  /** @param fields already a list: "title and labels" */
  readonly taskChanged: <T>(who: T, what: T, fields: string) => Sentence<T>;
  readonly taskBinned: <T>(who: T, what: T) => Sentence<T>;
  readonly taskRestored: <T>(who: T, what: T) => Sentence<T>;
  readonly documentCreated: <T>(who: T, what: T) => Sentence<T>;
  readonly documentRenamed: <T>(who: T, what: T) => Sentence<T>;
  readonly documentBinned: <T>(who: T, what: T) => Sentence<T>;
  readonly documentRestored: <T>(who: T, what: T) => Sentence<T>;
  readonly documentDeleted: <T>(who: T, what: T) => Sentence<T>;
  readonly projectRenamed: <T>(who: T, name: string) => Sentence<T>;
}
