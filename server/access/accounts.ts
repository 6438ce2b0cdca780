import { z } from 'zod';
import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../../shared/log.ts';
import type { Time } from '../../shared/time.ts';
import type { RoomStore } from '../store/journal.ts';
import type { Identity } from './access.ts';
import { DeviceAccounts } from './device-accounts.ts';
import type { Account, Directory } from './directory.ts';
import { loadTable, put } from './records.ts';
import { newSecret } from './secrets.ts';
import { SessionTable } from './session-table.ts';

/** The name of the cookie that carries a session. */
export const SESSION_COOKIE = 'weft_session';

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
  /** Makes an account and its first session. @throws Problem `request.invalid` for a name that can't be one */
  begin(name: string, label: string): Promise<Begun>;
  /** Changes name or colour. Everybody's boards hear of it. @throws Problem `user.unknown`, `request.invalid` */
  change(user: string, patch: { readonly username?: string; readonly color?: string }): Promise<Account>;
  /** Ends a session or token of this user, its open sockets too. @throws Problem `token.unknown` */
  end(user: string, session: string): Promise<void>;
  /** Newest use first. */
  sessions(identity: Identity): readonly SessionInfo[];
  /** A secret for `Authorization: Bearer` and `?token=`, shown once. @throws Problem `limit.tokens` */
  addToken(user: string, label: string): Promise<{ readonly token: string; readonly session: SessionInfo }>;
  /** A secret that carries the account to another device: good once, for `limits.recoveryLife`, and the newest alone. */
  recovery(user: string): Promise<{ readonly secret: string; readonly expires_at: number }>;
  /** @throws Problem `recovery.unknown` for one that was never made, was used, or is too old */
  recover(secret: string, label: string): Promise<Begun>;
}

/** Who a cookie or an access token stands for. */
export interface SessionCheck {
  /** @throws Problem `session.unauthorised` for a cookie that isn't ours or stands for nobody any more */
  byCookie(value: string): Identity;
  /** @throws Problem like `byCookie` */
  byToken(token: string): Identity;
}

export interface AccountsOptions {
  readonly store: RoomStore;
  readonly directory: Directory;
  readonly limits: Pick<Limits, 'sessionLife' | 'recoveryLife' | 'tokensPerUser'>;
  readonly time: Pick<Time, 'now'>;
  readonly log: Log;
  /** A session was ended: its sockets are to close. */
  readonly onEnd: (session: string) => void;
}

/** The server's own key, made at the first start. Who changes it in the store ends all devices' sessions. */
const KEY = z.object({ key: z.base64url() });
const RECOVERY = z.object({ user_id: z.string(), expires_at: z.number() });

/** Loads everything. @throws StoreError `store.corrupt` for a record that can't be understood */
export async function createAccounts(options: AccountsOptions): Promise<Accounts & SessionCheck> {
  const { store } = options;
  const key = await ownKey(store);
  const [sessions, recoveries] = await Promise.all([SessionTable.load(options), loadTable(store, 'recovery', RECOVERY)]);
  return new DeviceAccounts(options, key, sessions, recoveries);
}

async function ownKey(store: RoomStore): Promise<Uint8Array> {
  const kept = (await loadTable(store, 'secret', KEY)).get('cookie');
  const key = kept?.key ?? newSecret();
  if (kept === undefined) await store.write({ records: [put('secret', 'cookie', { key })] });
  return Buffer.from(key, 'base64url');
}
