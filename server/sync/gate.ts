import type { IncomingHttpHeaders } from 'node:http';
import type { Role } from '../../shared/access.ts';
import type { CloseCode, Code } from '../../shared/codes.ts';

/** What somebody shows to say who they are, on a socket or by HTTP. */
export interface Credentials {
  readonly headers: IncomingHttpHeaders;
  /** `?token=` of the URL or a bearer token, or null. Never logged. */
  readonly token: string | null;
  /** The peer's address. */
  readonly ip: string;
  /** `?userId=` and `?username=`: who they say they are. Believed by nobody but an integrator's own authentication. */
  readonly claimed: { readonly userId: string; readonly username: string } | null;
}

/** What a socket brings when it asks to enter a room. */
export interface EntryRequest extends Credentials {
  readonly room: string;
}

/** What a person may do in a room. */
export interface Grant {
  readonly role: Role;
  readonly writable: boolean;
}

/** Why a connection must end. `code` is told to the client as the close reason. */
export interface Refusal {
  readonly close: CloseCode;
  readonly code: Code;
}

/** A person who was let in. The gate owns it; the connection watches it until it closes. */
export interface Session {
  /** The verified user, or null where there are no users (`open` mode): then client-id ownership and presence stamping are off. */
  readonly userId: string | null;
  /** Stamped over the `user` field of the person's presence; null in `open` mode. */
  readonly user: { readonly id: string; readonly name: string; readonly color?: string } | null;
  /** The grant as it is now. */
  grant(): Grant;
  /** Calls `listener` with each new grant or the refusal that ends the session: at once for a session that has ended already. Returns its stop. */
  watch(listener: (change: Grant | Refusal) => void): () => void;
}

/**
 * Who is this, and what may they do here? Declared by the sync core, implemented by `server/access`.
 * A rejected promise counts as a fault of ours (close 4500), never as an admission.
 */
export interface Gate {
  enter(request: EntryRequest): Promise<Session | Refusal>;
}

/** Tells a refusal from a session or a grant. */
export function isRefusal(value: object): value is Refusal {
  return 'close' in value;
}
