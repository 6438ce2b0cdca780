import { z } from 'zod';
import { ROLES, type Role } from '../../shared/access.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Time } from '../../shared/time.ts';
import type { RoomStore } from '../store/journal.ts';
import type { Put } from '../store/store.ts';
import { MemoryDirectory } from './memory-directory.ts';
import { loadTable } from './records.ts';

/** A user that this server knows: an account, or somebody seen with a valid token. */
export interface Account {
  readonly user_id: string;
  readonly username: string;
  /** As CSS writes it. */
  readonly color: string;
  /** ms since 1970. */
  readonly created_at: number;
}

export interface ProjectRecord {
  readonly project_id: string;
  /** A mirror of the name in the project's room, for lists. */
  readonly name: string;
  /** ms since 1970. */
  readonly created_at: number;
}

export interface Membership {
  readonly user_id: string;
  readonly role: Role;
  /** ms since 1970. */
  readonly since: number;
  /** A token said so: it lists the member and gives no rights by itself, those each token brings along. */
  readonly named?: boolean | undefined;
}

/** What has happened to somebody's rights. `role` null: removed; `user` null: the project is gone. */
export interface DirectoryChange {
  readonly project: string;
  readonly user: string | null;
  readonly role: Role | null;
}

/**
 * Accounts, projects and who is a member of what: all of it in memory, and each change a record on disk.
 *
 * What changes it must be called inside `Change.records` (or in the tick of a `journal.write`) and the records it returns written
 * there: memory and disk then agree whatever happens.
 */
export interface Directory {
  account(user: string): Account | null;
  project(project: string): ProjectRecord | null;
  /** Sorted by name. */
  projects(): readonly ProjectRecord[];
  projectsOf(user: string): readonly { readonly project: ProjectRecord; readonly role: Role }[];
  /** Owners first, then by when they came. */
  members(project: string): readonly Membership[];
  hasMembers(project: string): boolean;
  role(project: string, user: string): Role | null;
  /** The same without what only a token said. */
  granted(project: string, user: string): Role | null;

  /** Adds an account or changes it. */
  putAccount(account: Account): readonly Put[];
  /** `owner` null where there are no users. @throws Problem `limit.projects`; `request.invalid` when the id is taken */
  addProject(project: ProjectRecord, owner: string | null): readonly Put[];
  /** @throws Problem `project.unknown` */
  renameProject(project: string, name: string): readonly Put[];
  removeProject(project: string): readonly Put[];
  /** Makes somebody a member, or changes the role. @throws Problem `project.unknown`, `limit.members`, `member.last-owner` */
  setRole(project: string, user: string, role: Role): readonly Put[];
  /**
   * What a token (`named`) or the integrator says of somebody, null for no member: like the two others here, but it may leave a project
   * without an owner. @throws Problem `project.unknown`, `limit.members`
   */
  assign(project: string, user: string, role: Role | null, named?: boolean): readonly Put[];
  /** @throws Problem `member.unknown`, `member.last-owner` */
  removeMember(project: string, user: string): readonly Put[];
  /** Told when an account's name or colour has changed in memory. Returns its stop. */
  onAccount(listener: (account: Account) => void): () => void;
  /** Told of each change of rights, synchronously, after it was made in memory. Returns its stop. */
  onChange(listener: (change: DirectoryChange) => void): () => void;
}

export interface DirectoryOptions {
  readonly store: RoomStore;
  readonly limits: Pick<Limits, 'projectsPerUser' | 'membersPerProject'>;
  readonly time: Pick<Time, 'now'>;
}

const ACCOUNT = z.object({ user_id: z.string(), username: z.string(), color: z.string(), created_at: z.number() });
const PROJECT = z.object({ project_id: z.string(), name: z.string(), created_at: z.number() });
const MEMBER = z.object({
  project_id: z.string(),
  user_id: z.string(),
  role: z.enum(ROLES),
  since: z.number(),
  named: z.boolean().optional(),
});

/** Loads everything. @throws StoreError `store.corrupt` for a record that can't be understood */
export async function createDirectory({ store, limits, time }: DirectoryOptions): Promise<Directory> {
  const directory = new MemoryDirectory(limits, time);
  for (const account of (await loadTable(store, 'account', ACCOUNT)).values()) directory.loadAccount(account);
  for (const project of (await loadTable(store, 'project', PROJECT)).values()) directory.loadProject(project);
  for (const { project_id, ...member } of (await loadTable(store, 'member', MEMBER)).values()) directory.loadMember(project_id, member);
  return directory;
}
