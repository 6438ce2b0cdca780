import { describe, expect, it } from 'vitest';
import { createAccounts } from '../../../server/access/accounts.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { testLog } from '../../support/test-log.ts';
import { heldTime } from '../../support/time.ts';
import { openDirectory, openJournal, problemOf } from './support.ts';

const DAY = 86_400_000;

async function house() {
  const time = heldTime();
  const { journal, again } = await openJournal();
  const ended: string[] = [];
  const over = async (store: typeof journal) => {
    const directory = await openDirectory(store, time);
    const options = { store, directory, limits: { ...LIMITS, tokensPerUser: 2 }, time, log: testLog() };
    return createAccounts({ ...options, onEnd: (session) => ended.push(session) });
  };
  return { time, journal, ended, accounts: await over(journal), again: async () => over(await again()) };
}

describe('an account', () => {
  it('is made by giving a name, and its cookie is good, also after a restart', async () => {
    const { accounts, again } = await house();
    const { account, cookie, maxAge } = await accounts.begin('  Ada  Lovelace\u0007 ', 'Firefox');
    expect(account).toMatchObject({ user_id: expect.stringMatching(/^usr_[0-9A-Za-z]{16}$/), username: 'Ada  Lovelace' });
    expect(maxAge).toBe(LIMITS.sessionLife);
    for (const one of [accounts, await again()]) {
      expect(one.byCookie(cookie)).toMatchObject({ userId: account.user_id, name: 'Ada  Lovelace', color: account.color, byCookie: true });
    }
  });

  it('is its own: two of the same name are two', async () => {
    const { accounts } = await house();
    const [one, other] = await Promise.all([accounts.begin('Ada', ''), accounts.begin('Ada', '')]);
    expect(one.account.user_id).not.toBe(other.account.user_id);
  });

  it.each(['', '   ', '\u0000', 'x'.repeat(81)])('has no name like %j', async (name) => {
    const { accounts } = await house();
    expect(await problemOf(() => accounts.begin(name, ''))).toBe('request.invalid');
  });

  it('changes name and colour, and nothing else', async () => {
    const { accounts, again } = await house();
    const { account, cookie } = await accounts.begin('Ada', '');
    const changed = await accounts.change(account.user_id, { username: 'Countess', color: '#123456' });
    expect(changed).toEqual({ ...account, username: 'Countess', color: '#123456' });
    for (const one of [accounts, await again()]) expect(one.byCookie(cookie)).toMatchObject({ name: 'Countess', color: '#123456' });
    for (const color of ['red', '#12345', 'url(https://evil.example)', '#123456;}', 'hsl(1 2% 3%) url(x)']) {
      expect(await problemOf(() => accounts.change(account.user_id, { color }))).toBe('request.invalid');
    }
    expect(await problemOf(() => accounts.change('nobody', { username: 'N' }))).toBe('user.unknown');
  });
});

describe('a cookie', () => {
  it('that is not ours, or was changed, is nobody', async () => {
    const { accounts } = await house();
    const other = await house();
    const { cookie } = await accounts.begin('Ada', '');
    const [secret = '', signature = ''] = cookie.split('.');
    const { cookie: foreign } = await other.accounts.begin('Eve', '');
    const forged = [
      foreign,
      secret,
      `${secret}.`,
      `${secret}.${signature}x`,
      `${secret}x.${signature}`,
      `.${signature}`,
      `${cookie}.x`,
      '',
    ];
    for (const one of forged) expect(await problemOf(() => accounts.byCookie(one)), one).toBe('session.unauthorised');
  });

  it('is no access token, nor the other way round', async () => {
    const { accounts } = await house();
    const { account, cookie } = await accounts.begin('Ada', '');
    const { token } = await accounts.addToken(account.user_id, 'script');
    expect(await problemOf(() => accounts.byToken(cookie.split('.')[0] ?? ''))).toBe('session.unauthorised');
    expect(await problemOf(() => accounts.byToken(cookie))).toBe('session.unauthorised');
    expect(await problemOf(() => accounts.byCookie(token))).toBe('session.unauthorised');
  });

  it('lasts for as long as it is used, noted once a day', async () => {
    const { accounts, again, time, journal } = await house();
    const { cookie } = await accounts.begin('Ada', '');
    const first = accounts.byCookie(cookie);
    const begun = first.expiresAt;
    time.jump(DAY - 1);
    accounts.byCookie(cookie);
    expect(first.expiresAt).toBe(begun);
    time.jump(1);
    accounts.byCookie(cookie);
    expect(first.expiresAt).toBe(begun === null ? null : begun + DAY);
    await journal.flush();
    const later = await again();
    time.jump(LIMITS.sessionLife);
    expect(await problemOf(() => later.byCookie(cookie))).toBe('session.expired');
  });

  it('is worth nothing in a copy of the store: it holds no secret of a session', async () => {
    const { accounts, journal } = await house();
    const { account, cookie } = await accounts.begin('Ada', '');
    const { token } = await accounts.addToken(account.user_id, 'script');
    const { secret } = await accounts.recovery(account.user_id);
    let text = '';
    for (const table of ['account', 'session', 'recovery', 'secret', 'member', 'project', 'invite']) {
      for await (const { key, value } of journal.entries(table)) text += `${table} ${key} ${Buffer.from(value)}\n`;
    }
    expect(text).toContain(account.user_id);
    for (const one of [...cookie.split('.'), token, token.replace('weft_', ''), secret]) expect(text).not.toContain(one);
  });
});

describe('sessions', () => {
  it('are listed with what is known of them, and end one by one', async () => {
    const { accounts, ended, again, time } = await house();
    const { account, cookie } = await accounts.begin('Ada', 'Firefox on Linux');
    time.jump(1);
    const { token, session } = await accounts.addToken(account.user_id, 'script');
    const me = accounts.byCookie(cookie);
    expect(accounts.sessions(me)).toEqual([session, expect.objectContaining({ kind: 'device', label: 'Firefox on Linux', current: true })]);
    expect(session).toMatchObject({ kind: 'token', label: 'script', current: false, created_at: time.now() });
    await accounts.end(account.user_id, session.session_id);
    expect(ended).toEqual([session.session_id]);
    for (const one of [accounts, await again()]) {
      expect(await problemOf(() => one.byToken(token))).toBe('session.unauthorised');
      expect(one.byCookie(cookie).userId).toBe(account.user_id);
    }
  });

  it("can't be ended by others", async () => {
    const { accounts, ended } = await house();
    const ada = await accounts.begin('Ada', '');
    const eve = await accounts.begin('Eve', '');
    const { session } = accounts.byCookie(ada.cookie);
    expect(await problemOf(() => accounts.end(eve.account.user_id, session ?? ''))).toBe('token.unknown');
    expect(await problemOf(() => accounts.end(eve.account.user_id, 'ses_none'))).toBe('token.unknown');
    expect(ended).toEqual([]);
    expect(accounts.byCookie(ada.cookie).userId).toBe(ada.account.user_id);
  });

  it('are as many tokens as may be', async () => {
    const { accounts } = await house();
    const { account } = await accounts.begin('Ada', '');
    await accounts.addToken(account.user_id, '1');
    const { session } = await accounts.addToken(account.user_id, '2');
    expect(await problemOf(() => accounts.addToken(account.user_id, '3'))).toBe('limit.tokens');
    await accounts.end(account.user_id, session.session_id);
    expect((await accounts.addToken(account.user_id, '3')).token).toMatch(/^weft_[\w-]{43}$/);
  });
});

describe('a recovery link', () => {
  it('carries the account to another device, once', async () => {
    const { accounts, again } = await house();
    const { account, cookie } = await accounts.begin('Ada', '');
    const { secret } = await accounts.recovery(account.user_id);
    const later = await again();
    const begun = await later.recover(secret, 'phone');
    expect(begun.account).toEqual(account);
    expect(begun.cookie).not.toBe(cookie);
    expect(later.byCookie(begun.cookie).userId).toBe(account.user_id);
    expect(later.byCookie(cookie).userId).toBe(account.user_id);
    expect(await problemOf(() => later.recover(secret, 'phone'))).toBe('recovery.unknown');
    expect(await problemOf(async () => (await again()).recover(secret, 'phone'))).toBe('recovery.unknown');
  });

  it('is used once also by two at the same time', async () => {
    const { accounts } = await house();
    const { account } = await accounts.begin('Ada', '');
    const { secret } = await accounts.recovery(account.user_id);
    const both = await Promise.allSettled([accounts.recover(secret, 'a'), accounts.recover(secret, 'b')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is good for a day, and the newest alone', async () => {
    const { accounts, time } = await house();
    const { account } = await accounts.begin('Ada', '');
    const first = await accounts.recovery(account.user_id);
    const second = await accounts.recovery(account.user_id);
    expect(await problemOf(() => accounts.recover(first.secret, ''))).toBe('recovery.unknown');
    expect(second.expires_at).toBe(time.now() + DAY);
    time.jump(DAY);
    expect(await problemOf(() => accounts.recover(second.secret, ''))).toBe('recovery.unknown');
    expect(await problemOf(() => accounts.recover('', ''))).toBe('recovery.unknown');
  });
});
