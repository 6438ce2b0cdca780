import type { Role } from '../../shared/access.ts';
import type { Credentials } from '../sync/gate.ts';
import type { Identity } from './access.ts';
import type { DocumentState } from './verdict.ts';

/** What has to be asked to judge a session. */
export interface Facts {
  /** As `Rights.ask` answered. */
  readonly role: Role | null;
  readonly document: DocumentState;
}

/** In what the ways of letting people in differ. The rest is the same for all of them: `entrance.ts`. */
export interface Rights {
  /** @throws Problem `session.unauthorised`, `session.expired`, `user.id`; anything else is a fault of ours */
  identify(credentials: Credentials): Promise<Identity>;
  /** The role in the room with this name, null for none. Asked at entry and at each `refresh`; not for users' own rooms. */
  ask(identity: Identity, room: string, project: string | null): Promise<Role | null>;
  /** The role in a project as can be told at once, from memory; `undefined` where only `ask` can tell. */
  now(identity: Identity, project: string): Role | null | undefined;
  /** Rooms of names that are no rooms of ours may be entered by whom `ask` gives a role. */
  readonly anyRoom: boolean;
  /** Lets go of what it holds. */
  stop(): void;
}
