import type { Role } from '../../shared/access.ts';
import { Problem } from '../../shared/problems.ts';
import { type Put, StoreError } from '../store/store.ts';
import type { Account, Directory, DirectoryChange, DirectoryOptions, Membership, ProjectRecord } from './directory.ts';
import { drop, put } from './records.ts';

/** A project with its members, by user. */
interface Entry {
  project: ProjectRecord;
  readonly members: Map<string, Membership>;
}

/** The directory itself. What is loaded is told to nobody and makes no records. */
export class MemoryDirectory implements Directory {
  readonly #limits: DirectoryOptions['limits'];
  readonly #time: DirectoryOptions['time'];
  readonly #accounts = new Map<string, Account>();
  readonly #projects = new Map<string, Entry>();
  /** Projects by member: what is theirs must not cost a look at everybody's. */
  readonly #memberOf = new Map<string, Set<string>>();
  readonly #accountListeners = new Set<(account: Account) => void>();
  readonly #listeners = new Set<(change: DirectoryChange) => void>();

  constructor(limits: DirectoryOptions['limits'], time: DirectoryOptions['time']) {
    this.#limits = limits;
    this.#time = time;
  }

  loadAccount(account: Account): void {
    this.#accounts.set(account.user_id, account);
  }

  loadProject(project: ProjectRecord): void {
    this.#projects.set(project.project_id, { project, members: new Map() });
  }

  loadMember(project: string, member: Membership): void {
    const entry = this.#projects.get(project);
    if (entry === undefined) {
      const message = `There are members of a project ${JSON.stringify(project)} that isn't there. Restore the data folder from a backup.`;
      throw new StoreError('store.corrupt', message);
    }
    this.#setMember(entry, member);
  }

  account(user: string): Account | null {
    return this.#accounts.get(user) ?? null;
  }

  project(project: string): ProjectRecord | null {
    return this.#projects.get(project)?.project ?? null;
  }

  projects(): readonly ProjectRecord[] {
    return [...this.#projects.values()].map(({ project }) => project).sort(byName);
  }

  projectsOf(user: string): readonly { readonly project: ProjectRecord; readonly role: Role }[] {
    const found: { project: ProjectRecord; role: Role }[] = [];
    for (const id of this.#memberOf.get(user) ?? []) {
      const entry = this.#projects.get(id);
      const member = entry?.members.get(user);
      if (entry !== undefined && member !== undefined) found.push({ project: entry.project, role: member.role });
    }
    return found.sort((a, b) => byName(a.project, b.project));
  }

  members(project: string): readonly Membership[] {
    const members = [...(this.#projects.get(project)?.members.values() ?? [])];
    return members.sort(
      (a, b) => Number(b.role === 'owner') - Number(a.role === 'owner') || a.since - b.since || compare(a.user_id, b.user_id),
    );
  }

  hasMembers(project: string): boolean {
    return (this.#projects.get(project)?.members.size ?? 0) > 0;
  }

  role(project: string, user: string): Role | null {
    return this.#projects.get(project)?.members.get(user)?.role ?? null;
  }

  granted(project: string, user: string): Role | null {
    const member = this.#projects.get(project)?.members.get(user);
    return member === undefined || member.named === true ? null : member.role;
  }

  putAccount(account: Account): readonly Put[] {
    this.#accounts.set(account.user_id, account);
    for (const listener of [...this.#accountListeners]) listener(account);
    return [put('account', account.user_id, account)];
  }

  addProject(project: ProjectRecord, owner: string | null): readonly Put[] {
    const id = project.project_id;
    if (this.#projects.has(id)) {
      const faults = [{ field: 'project_id', message: 'There is a project with this id already' }];
      throw new Problem('request.invalid', `There is a project '${id}' already. Choose another id, or leave it out.`, { faults });
    }
    if (owner !== null && this.#owned(owner) >= this.#limits.projectsPerUser) {
      throw new Problem('limit.projects', `One user may own ${this.#limits.projectsPerUser} projects. Delete one first.`);
    }
    this.loadProject(project);
    const records = [put('project', id, project)];
    return owner === null ? records : [...records, ...this.#change(this.#entry(id), owner, 'owner')];
  }

  renameProject(project: string, name: string): readonly Put[] {
    const entry = this.#entry(project);
    entry.project = { ...entry.project, name };
    return [put('project', project, entry.project)];
  }

  removeProject(project: string): readonly Put[] {
    const entry = this.#projects.get(project);
    if (entry === undefined) return [];
    this.#projects.delete(project);
    for (const user of entry.members.keys()) this.#forget(project, user);
    this.#tell({ project, user: null, role: null });
    return [drop('project', project), ...[...entry.members.keys()].map((user) => drop('member', memberKey(project, user)))];
  }

  setRole(project: string, user: string, role: Role): readonly Put[] {
    const entry = this.#entry(project);
    if (role !== 'owner') this.#keepAnOwner(entry, user);
    return this.assign(project, user, role);
  }

  assign(project: string, user: string, role: Role | null, named = false): readonly Put[] {
    const entry = this.#entry(project);
    if (role === null) return this.#removeMember(entry, user);
    if (!entry.members.has(user) && entry.members.size >= this.#limits.membersPerProject) {
      throw new Problem('limit.members', `A project may have ${this.#limits.membersPerProject} members.`);
    }
    return this.#change(entry, user, role, named);
  }

  removeMember(project: string, user: string): readonly Put[] {
    const entry = this.#projects.get(project);
    if (entry === undefined || !entry.members.has(user)) throw new Problem('member.unknown', `'${user}' is no member of this project.`);
    this.#keepAnOwner(entry, user);
    return this.#removeMember(entry, user);
  }

  onAccount(listener: (account: Account) => void): () => void {
    this.#accountListeners.add(listener);
    return () => this.#accountListeners.delete(listener);
  }

  onChange(listener: (change: DirectoryChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #entry(project: string): Entry {
    const entry = this.#projects.get(project);
    if (entry === undefined) throw new Problem('project.unknown', 'There is no such project, or you are no member of it.');
    return entry;
  }

  #change(entry: Entry, user: string, role: Role, named = false): readonly Put[] {
    const project = entry.project.project_id;
    const before = entry.members.get(user);
    const member: Membership = { user_id: user, role, since: before?.since ?? this.#time.now(), ...(named && { named }) };
    this.#setMember(entry, member);
    if (before?.role !== role) this.#tell({ project, user, role });
    return [put('member', memberKey(project, user), { project_id: project, ...member })];
  }

  #removeMember({ project: { project_id: project }, members }: Entry, user: string): readonly Put[] {
    if (!members.delete(user)) return [];
    this.#forget(project, user);
    this.#tell({ project, user, role: null });
    return [drop('member', memberKey(project, user))];
  }

  #setMember({ project, members }: Entry, member: Membership): void {
    members.set(member.user_id, member);
    const projects = this.#memberOf.get(member.user_id);
    if (projects === undefined) this.#memberOf.set(member.user_id, new Set([project.project_id]));
    else projects.add(project.project_id);
  }

  #forget(project: string, user: string): void {
    const projects = this.#memberOf.get(user);
    projects?.delete(project);
    if (projects?.size === 0) this.#memberOf.delete(user);
  }

  #owned(user: string): number {
    let owned = 0;
    for (const project of this.#memberOf.get(user) ?? []) if (this.role(project, user) === 'owner') owned++;
    return owned;
  }

  /** Refuses to take the last owner's rights: nobody could give them back. */
  #keepAnOwner({ members }: Entry, user: string): void {
    if (members.get(user)?.role !== 'owner') return;
    for (const member of members.values()) if (member.role === 'owner' && member.user_id !== user) return;
    throw new Problem(
      'member.last-owner',
      'This is the last owner of the project. Make somebody else an owner first, or delete the project.',
    );
  }

  #tell(change: DirectoryChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}

/** Ids hold no slash (`isId`), so no key reaches into another's. */
function memberKey(project: string, user: string): string {
  return `${project}/${user}`;
}

function byName(a: ProjectRecord, b: ProjectRecord): number {
  return a.name.localeCompare(b.name) || compare(a.project_id, b.project_id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
