import { colorOf } from '../../shared/person-color.ts';
import { Problem } from '../../shared/problems.ts';
import type { Put } from '../store/store.ts';
import type { Identity } from './access.ts';
import { checkedColor, checkedName, cleanLabel } from './account-fields.ts';
import type { Accounts, AccountsOptions, Begun, SessionCheck, SessionInfo } from './accounts.ts';
import type { Account } from './directory.ts';
import { drop, put } from './records.ts';
import { hashOf, newSafeId, newSecret, sameText, sign } from './secrets.ts';
import type { SessionRecord, SessionTable } from './session-table.ts';

/** Tells people and scanners what it is. */
const TOKEN_PREFIX = 'weft_';

/** A recovery link that waits to be used. */
export interface Recovery {
  readonly user_id: string;
  /** ms since 1970. */
  readonly expires_at: number;
}

/** Accounts in memory, with each change a record on disk. */
export class DeviceAccounts implements Accounts, SessionCheck {
  readonly #options: AccountsOptions;
  readonly #key: Uint8Array;
  readonly #sessions: SessionTable;
  /** By the hash of the secret. */
  readonly #recoveries: Map<string, Recovery>;

  constructor(options: AccountsOptions, key: Uint8Array, sessions: SessionTable, recoveries: Map<string, Recovery>) {
    this.#options = options;
    this.#key = key;
    this.#sessions = sessions;
    this.#recoveries = recoveries;
  }

  async begin(name: string, label: string): Promise<Begun> {
    const { directory, time } = this.#options;
    const user = newSafeId('usr_');
    const account: Account = { user_id: user, username: checkedName(name), color: colorOf(user), created_at: time.now() };
    return this.#begin(account, label, directory.putAccount(account));
  }

  async change(user: string, { username, color }: { readonly username?: string; readonly color?: string }): Promise<Account> {
    const { directory } = this.#options;
    const account = this.#account(user);
    const changed: Account = {
      ...account,
      ...(username === undefined ? {} : { username: checkedName(username) }),
      ...(color === undefined ? {} : { color: checkedColor(color) }),
    };
    if (changed.username === account.username && changed.color === account.color) return account;
    await this.#write(directory.putAccount(changed));
    return changed;
  }

  async end(user: string, session: string): Promise<void> {
    if (this.#sessions.get(session)?.user_id !== user) throw new Problem('token.unknown', 'You have no such session or token.');
    await this.#end(session);
  }

  sessions(identity: Identity): readonly SessionInfo[] {
    return this.#sessions
      .of(identity.userId)
      .filter(({ session_id }) => !this.#isExpired(session_id))
      .map((session) => info(session, identity.session));
  }

  async addToken(user: string, label: string): Promise<{ readonly token: string; readonly session: SessionInfo }> {
    const { limits } = this.#options;
    this.#account(user);
    const tokens = this.#sessions.of(user).filter(({ kind, session_id }) => kind === 'token' && !this.#isExpired(session_id));
    if (tokens.length >= limits.tokensPerUser) {
      throw new Problem('limit.tokens', `An account may have ${limits.tokensPerUser} access tokens. End one first.`);
    }
    const token = newSecret(TOKEN_PREFIX);
    const session = this.#newSession(user, 'token', label, token);
    await this.#write(this.#sessions.add(session));
    return { token, session: info(session, null) };
  }

  async recovery(user: string): Promise<{ readonly secret: string; readonly expires_at: number }> {
    const { limits, time } = this.#options;
    this.#account(user);
    const secret = newSecret();
    const expires_at = time.now() + limits.recoveryLife;
    const before = [...this.#recoveries].filter(([, one]) => one.user_id === user || one.expires_at <= time.now());
    const dropped = before.map(([hash]) => this.#dropRecovery(hash));
    const recovery = { user_id: user, expires_at };
    this.#recoveries.set(hashOf(secret), recovery);
    await this.#write([...dropped, put('recovery', hashOf(secret), recovery)]);
    return { secret, expires_at };
  }

  async recover(secret: string, label: string): Promise<Begun> {
    const { directory, time } = this.#options;
    const hash = hashOf(secret);
    const found = this.#recoveries.get(hash);
    const account = found === undefined || found.expires_at <= time.now() ? null : directory.account(found.user_id);
    if (account === null) {
      throw new Problem(
        'recovery.unknown',
        'The link was used already, has expired, or is not complete. Make a new one on the device that is signed in.',
      );
    }
    return this.#begin(account, label, [this.#dropRecovery(hash)]);
  }

  byCookie(value: string): Identity {
    const [secret = '', signature = '', ...more] = value.split('.');
    if (more.length > 0 || !sameText(signature, sign(secret, this.#key))) throw notSignedIn();
    return this.#identity(secret, 'device');
  }

  byToken(token: string): Identity {
    return this.#identity(token, 'token');
  }

  /**
   * A device's cookie is a random secret and its signature. The signature refuses whatever this server never gave out before anything is
   * looked up; the secret, of which the store has a hash alone, makes a copy of the store worth no session, though the key is in it.
   */
  async #begin(account: Account, label: string, records: readonly Put[]): Promise<Begun> {
    const secret = newSecret();
    const session = this.#newSession(account.user_id, 'device', label, secret);
    await this.#write([...records, ...this.#sessions.add(session), ...this.#sweep()]);
    return { account, cookie: `${secret}.${sign(secret, this.#key)}`, maxAge: this.#options.limits.sessionLife };
  }

  #newSession(user: string, kind: SessionRecord['kind'], label: string, secret: string): SessionRecord {
    const now = this.#options.time.now();
    const clean = cleanLabel(label);
    return { session_id: newSafeId('ses_'), user_id: user, kind, label: clean, created_at: now, used_at: now, hash: hashOf(secret) };
  }

  #identity(secret: string, kind: SessionRecord['kind']): Identity {
    const sessions = this.#sessions;
    const session = sessions.byHash(hashOf(secret));
    const account = session === null ? null : this.#options.directory.account(session.user_id);
    if (session === null || session.kind !== kind || account === null) throw notSignedIn();
    const id = session.session_id;
    if (this.#isExpired(id)) throw new Problem('session.expired', 'The session was not used for too long. Sign in again.');
    const records = sessions.use(session);
    // That it was used is no reason to wait for the disk.
    if (records.length > 0) {
      this.#write(records).catch((error: unknown) => this.#options.log.warn({ error }, 'the use of a session was not noted'));
    }
    return {
      userId: account.user_id,
      name: account.username,
      color: account.color,
      session: id,
      get expiresAt() {
        return sessions.expiresAt(id);
      },
      roles: null,
      byCookie: kind === 'device',
    };
  }

  #isExpired(session: string): boolean {
    return this.#sessions.expiresAt(session) <= this.#options.time.now();
  }

  async #end(session: string): Promise<void> {
    const records = this.#sessions.remove(session);
    this.#options.onEnd(session);
    await this.#write(records);
  }

  /** Forgets sessions that were not used for too long. */
  #sweep(): Put[] {
    return this.#sessions.expired().flatMap((id) => this.#sessions.remove(id));
  }

  #dropRecovery(hash: string): Put {
    this.#recoveries.delete(hash);
    return drop('recovery', hash);
  }

  #account(user: string): Account {
    const account = this.#options.directory.account(user);
    if (account === null) throw new Problem('user.unknown', 'There is no such account.');
    return account;
  }

  #write(records: readonly Put[]): Promise<void> {
    return this.#options.store.write({ records });
  }
}

function info({ session_id, kind, label, created_at, used_at }: SessionRecord, current: string | null): SessionInfo {
  return { session_id, kind, label, created_at, used_at, current: session_id === current };
}

function notSignedIn(): Problem {
  return new Problem('session.unauthorised', 'The session is not known here, or was ended. Sign in again.');
}
