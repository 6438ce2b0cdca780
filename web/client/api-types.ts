import type { Role } from '../../shared/access.ts';
import type { DocumentEntry, Task, TaskDraft } from '../../shared/model/records.ts';

/** How people sign in: `accounts` with a name, here; `open` where the server knows no users; the others in another application. */
export type SignInMode = 'open' | 'accounts' | 'jwt' | 'custom';

/** An image that the server keeps. */
export interface KeptFile {
  /** SHA-256 of its bytes, in hex. */
  readonly file_id: string;
  /** px, as it is drawn. */
  readonly width: number;
  readonly height: number;
}

/** Who is signed in here, and how one signs in. */
export interface SessionState {
  readonly mode: SignInMode;
  readonly user: SessionUser | null;
}

export interface SessionUser {
  readonly user_id: string;
  readonly username: string;
  /** As CSS writes it, or null for none chosen. */
  readonly color: string | null;
}

/** A project, and one's role in it. */
export interface ProjectItem {
  readonly project_id: string;
  readonly name: string;
  readonly role: Role;
}

/** A link that lets people into a project. Its secret is told once, when it is made. */
export interface Invite {
  readonly invite_id: string;
  /** What whoever accepts it becomes. */
  readonly role: Role;
  readonly created_by: string;
  /** ms since 1970, as is `expires_at`. */
  readonly created_at: number;
  readonly expires_at: number;
  /** Null: as often as people like. */
  readonly uses_max: number | null;
  readonly uses: number;
  readonly revoked: boolean;
}

export interface InviteDraft {
  readonly role: Role;
  /** ms that it is good for; a week where it is absent. */
  readonly lifetime?: number;
  readonly uses_max?: number | null;
}

/** Good once, for another device. */
export interface Recovery {
  readonly secret: string;
  /** ms since 1970. */
  readonly expires_at: number;
}

/** The server's REST API as this app needs it. Every call rejects with ApiError. */
export interface Api {
  session(): Promise<SessionState>;
  signIn(username: string): Promise<SessionUser>;
  /** Changes one's name or colour. */
  changeMe(patch: { readonly username?: string; readonly color?: string }): Promise<SessionUser>;
  /** Ends this session, its open connections too. */
  signOut(): Promise<void>;
  /** Makes a secret that carries the account to another device. */
  recovery(): Promise<Recovery>;
  /** Signs in with such a secret. */
  recover(secret: string): Promise<SessionUser>;

  projects(): Promise<readonly ProjectItem[]>;
  createProject(name: string): Promise<ProjectItem>;
  renameProject(project: string, name: string): Promise<ProjectItem>;
  /** For good. */
  deleteProject(project: string): Promise<void>;

  setRole(project: string, user: string, role: Role): Promise<void>;
  /** Removes somebody, or leaves. */
  removeMember(project: string, user: string): Promise<void>;
  invites(project: string): Promise<readonly Invite[]>;
  /** Answers the secret of a new invite. */
  invite(project: string, draft: InviteDraft): Promise<{ readonly invite: Invite; readonly secret: string }>;
  revokeInvite(project: string, invite: string): Promise<void>;
  /** What an invite is for, and as what one would come. */
  lookAtInvite(secret: string): Promise<ProjectItem>;
  acceptInvite(secret: string): Promise<ProjectItem>;

  /** @param markdown what it begins with */
  createDocument(project: string, title: string, markdown?: string): Promise<DocumentEntry>;
  /** For good, with its words and comments. */
  deleteDocument(project: string, document: string): Promise<void>;
  /** Where a file of a project is. */
  fileAddress(project: string, file: string): string;
  /** Where a project is as a zip of its board, documents and images, for whoever may read it. */
  archiveAddress(project: string): string;
  /** Has the server keep a file. Resolves when it is on its disk; rejects with the signal’s reason where that ends it. */
  addFile(project: string, file: Blob, signal?: AbortSignal): Promise<KeptFile>;
  /** It goes to the end of its column. */
  createTask(project: string, draft: TaskDraft): Promise<Task>;
  /** The first tasks of the board, without the bin, that have `text` in title or description. */
  searchTasks(project: string, text: string, most: number): Promise<readonly Task[]>;
  /** Also for those who may only read. */
  watchTask(project: string, task: string, watching: boolean): Promise<void>;
}
