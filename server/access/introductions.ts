import type { Role } from '../../shared/access.ts';
import type { Log } from '../../shared/log.ts';
import { colorOf } from '../../shared/person-color.ts';
import { Problem } from '../../shared/problems.ts';
import type { Time } from '../../shared/time.ts';
import type { RoomStore } from '../store/journal.ts';
import type { Put } from '../store/store.ts';
import type { Identity } from './access.ts';
import type { Directory } from './directory.ts';

export interface IntroductionsOptions {
  readonly store: RoomStore;
  readonly directory: Directory;
  /** Makes a project that is named for the first time. */
  readonly ensureProject: (project: string) => Promise<void>;
  readonly time: Pick<Time, 'now'>;
  readonly log: Log;
}

/**
 * People and projects that come from elsewhere, with a token or from an integrator, are put into the directory when they are first seen:
 * so that lists, boards and notifications have them like all others.
 */
export class Introductions {
  readonly #options: IntroductionsOptions;
  /** By user: the roles that tokens have named since the start. */
  readonly #named = new Map<string, Map<string, Role>>();

  constructor(options: IntroductionsOptions) {
    this.#options = options;
  }

  /** The person, with the name and colour that they have now. */
  person({ userId, name, color }: Identity): void {
    if (userId === '') return;
    const { directory, time } = this.#options;
    const known = directory.account(userId);
    const account = {
      user_id: userId,
      username: name,
      color: color ?? known?.color ?? colorOf(userId),
      created_at: known?.created_at ?? time.now(),
    };
    if (known?.username === account.username && known.color === account.color) return;
    this.#write(() => directory.putAccount(account));
  }

  /** The project, and what the person is in it: null for no member. @throws what `ensureProject` throws */
  async member({ userId, roles }: Identity, project: string, role: Role | null): Promise<void> {
    const { directory, ensureProject } = this.#options;
    if (directory.project(project) === null) {
      if (role === null) return;
      await ensureProject(project);
    }
    if (userId === '' || directory.role(project, userId) === role) return;
    this.#write(() => directory.assign(project, userId, role, roles?.has(project) ?? false));
  }

  /**
   * All projects that a token names, once: a request a minute later must neither pay for that again nor bring back what was deleted
   * meanwhile. Entering does. @throws what `ensureProject` throws
   */
  async memberOfAll(identity: Identity): Promise<void> {
    if (identity.roles === null) return;
    const named = this.#named.get(identity.userId) ?? new Map<string, Role>();
    this.#named.set(identity.userId, named);
    for (const [project, role] of identity.roles) {
      if (named.get(project) === role) continue;
      await this.member(identity, project, role);
      named.set(project, role);
    }
  }

  /** Nobody waits for the disk: what is written here is said anew with each token. */
  #write(change: () => readonly Put[]): void {
    const { store, log } = this.#options;
    try {
      const records = change();
      store.write({ records }).catch((error: unknown) => log.warn({ error }, 'who was seen could not be written down'));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // A project that is full, or gone meanwhile: rights don't depend on the list.
      log.info({ code: error.code }, 'somebody could not be put into the list of members');
    }
  }
}
