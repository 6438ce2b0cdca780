import type { Identity } from './access.ts';
import type { Account } from './directory.ts';

/** A device, or an access token that a person made for a program. */
export interface SessionInfo {
  readonly session_id: string;
  readonly kind: 'device' | 'token';
  /** What the person called it; of a device what its browser says it is. */
  readonly label: string;
  readonly created_at: number;
  readonly used_at: number;
  readonly current: boolean;
}

/** A session that was just begun. `cookie` is the value to set, HttpOnly; nobody sees it again. */
export interface Begun {
  readonly account: Account;
  readonly cookie: string;
  /** ms that the cookie lasts. */
  readonly maxAge: number;
}

/** Device accounts (`--auth accounts`): signing in is giving a name. */
export interface Accounts {
  /** Makes an account and its first session. */
  begin(name: string, label: string): Promise<Begun>;
  /** Changes name or colour. Everybody's boards hear of it. */
  change(user: string, patch: { readonly username?: string; readonly color?: string }): Promise<Account>;
  /** Ends a session or token of this user, its open sockets too. @throws Problem `token.unknown` */
  end(user: string, session: string): Promise<void>;
  sessions(identity: Identity): readonly SessionInfo[];
  /** A secret for `Authorization: Bearer` and `?token=`, shown once. @throws Problem `limit.tokens` */
  addToken(user: string, label: string): Promise<{ readonly token: string; readonly session: SessionInfo }>;
  /** A secret that carries the account to another device: good once, for `limits.recoveryLife`. */
  recovery(user: string): Promise<{ readonly secret: string; readonly expires_at: number }>;
  /** @throws Problem `recovery.unknown` for one that was never made, was used, or is too old */
  recover(secret: string, label: string): Promise<Begun>;
}
