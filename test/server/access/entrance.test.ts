import { describe, expect, it, onTestFinished } from 'vitest';
import type { DocumentFacts } from '../../../server/access/access.ts';
import { createAccounts } from '../../../server/access/accounts.ts';
import { createAccountsAccess } from '../../../server/access/accounts-access.ts';
import { openAccess } from '../../../server/access/open.ts';
import type { Grant, Refusal, Session } from '../../../server/sync/gate.ts';
import { isRefusal } from '../../../server/sync/gate.ts';
import { WeftError } from '../../../shared/codes.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { testLog } from '../../support/test-log.ts';
import { heldTime } from '../../support/time.ts';
import { openDirectory, openJournal, problemOf } from './support.ts';

/** Lets everything that waits for nothing but promises go on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type State = Awaited<ReturnType<DocumentFacts['state']>>;

/** Accounts and rights over a held clock, with the answers about documents in the test's hands. */
async function house(sessionLife = 1_000_000) {
  const time = heldTime();
  const log = testLog();
  const { journal } = await openJournal();
  const directory = await openDirectory(journal, time);
  let looks = 0;
  const role = directory.role.bind(directory);
  directory.role = (project, user) => {
    looks++;
    return role(project, user);
  };
  let answer = (): Promise<State> => Promise.resolve('listed');
  const options = { store: journal, directory, limits: { ...LIMITS, sessionLife }, time, log };
  const accounts = await createAccounts({ ...options, onEnd: (session) => access.end(session) });
  const access = createAccountsAccess({ ...options, accounts, documents: { state: () => answer() } });
  onTestFinished(() => access.stop());

  const { account } = await accounts.begin('Ada', '');
  const { token, session } = await accounts.addToken(account.user_id, '');
  directory.addProject({ project_id: 'p', name: 'P', created_at: 0 }, null);
  directory.setRole('p', account.user_id, 'editor');
  const credentials = { headers: {}, token, ip: '', claimed: null };
  return {
    time,
    log,
    directory,
    accounts,
    access,
    user: account.user_id,
    session: session.session_id,
    credentials,
    enter: (room: string) => access.enter({ ...credentials, room }),
    answers: (next: () => Promise<State>) => {
      answer = next;
    },
    /** How often the directory was asked for a role by what runs in `during`. */
    looksFor: async (during: () => unknown) => {
      const before = looks;
      await during();
      return looks - before;
    },
  };
}

function admitted(outcome: Session | Refusal): Session {
  if (isRefusal(outcome)) throw new Error(`It was refused: ${outcome.code}.`);
  return outcome;
}

function heard(session: Session): { readonly changes: (Grant | Refusal)[]; readonly stop: () => void } {
  const changes: (Grant | Refusal)[] = [];
  return { changes, stop: session.watch((change) => changes.push(change)) };
}

describe('somebody at the door', () => {
  it('[AC4] is not let in by a right that was taken while it was looked at', async () => {
    const { enter, directory, answers, user } = await house();
    let tell: (state: State) => void = () => undefined;
    answers(() => new Promise((resolve) => (tell = resolve)));
    const entering = enter('p/p/d/d');
    await settle();
    directory.removeMember('p', user);
    tell('listed');
    expect(await entering).toEqual({ close: 4404, code: 'room.unknown' });
  });

  it('[AC4] is not let in by a session that was ended while it was looked at', async () => {
    const { enter, accounts, answers, user, session } = await house();
    let tell: (state: State) => void = () => undefined;
    answers(() => new Promise((resolve) => (tell = resolve)));
    const entering = enter('p/p/d/d');
    await settle();
    await accounts.end(user, session);
    tell('listed');
    expect(await entering).toEqual({ close: 4401, code: 'session.ended' });
  });

  it('[AC6] is told what became of the document while it was looked at', async () => {
    const { enter, access, answers } = await house();
    const tells: ((state: State) => void)[] = [];
    answers(() => new Promise((resolve) => tells.push(resolve)));
    const entering = enter('p/p/d/d');
    await settle();
    access.refresh({ project: 'p', document: 'd' });
    tells[0]?.('listed');
    await settle();
    tells[1]?.('binned');
    expect(admitted(await entering).grant()).toEqual({ role: 'editor', writable: false });
  });

  it('[AC4] hears at once what happened between the door and the room', async () => {
    const { enter, directory, user } = await house();
    const session = admitted(await enter('p/p'));
    directory.setRole('p', user, 'viewer');
    expect(session.grant()).toEqual({ role: 'viewer', writable: false });
    directory.removeMember('p', user);
    const { changes } = heard(session);
    expect(changes).toEqual([{ close: 4403, code: 'session.revoked' }]);
  });

  it('comes back later when it can not be looked at just now, and is not let in by a fault', async () => {
    const { enter, answers, log } = await house();
    answers(() => Promise.reject(new WeftError('store.failing', 'The disk is full.')));
    expect(await enter('p/p/d/d')).toEqual({ close: 1013, code: 'room.busy' });
    expect(log.errors()).toEqual([]);
    answers(() => Promise.reject(new Error('a bug')));
    expect(await enter('p/p/d/d')).toEqual({ close: 4500, code: 'server.fault' });
    expect(log.errors()).toHaveLength(1);
  });
});

describe('a session', () => {
  it('[AC4] loses a right although the document can not be looked at', async () => {
    const { enter, directory, access, answers, user } = await house();
    const session = admitted(await enter('p/p/d/d'));
    const { changes } = heard(session);
    answers(() => new Promise(() => undefined));
    access.refresh({ project: 'p', document: 'd' });
    directory.setRole('p', user, 'commenter');
    expect(changes).toEqual([{ role: 'commenter', writable: false }]);
    directory.removeMember('p', user);
    expect(changes.at(-1)).toEqual({ close: 4403, code: 'session.revoked' });
  });

  it('ends once, and nothing is heard after that', async () => {
    const { enter, directory, access, user, session: id } = await house();
    const session = admitted(await enter('p/p'));
    const { changes } = heard(session);
    directory.removeMember('p', user);
    directory.setRole('p', user, 'owner');
    access.end(id);
    access.refresh({});
    await settle();
    expect(changes).toEqual([{ close: 4403, code: 'session.revoked' }]);
  });

  it('is told of changes alone', async () => {
    const { enter, access } = await house();
    const { changes } = heard(admitted(await enter('p/p')));
    access.refresh({});
    access.refresh({ project: 'p' });
    await settle();
    expect(changes).toEqual([]);
  });

  it('is forgotten when nobody watches it any more, or ever did', async () => {
    const { enter, access, directory, time, user, looksFor } = await house();
    const change = (role: 'viewer' | 'editor') => looksFor(() => directory.setRole('p', user, role));
    const alone = await change('viewer');
    const watched = heard(admitted(await enter('p/p')));
    expect(await change('editor')).toBe(alone + 1);
    watched.stop();
    expect(await change('viewer')).toBe(alone);
    const late = admitted(await enter('p/p'));
    expect(await change('editor')).toBe(alone + 1);
    time.jump(61_000);
    expect(await change('viewer')).toBe(alone);
    // Who comes all the same is looked at again: what was missed counts.
    directory.removeMember('p', user);
    expect(heard(late).changes).toEqual([{ close: 4403, code: 'session.revoked' }]);
    access.stop();
    expect(time.waiting).toBe(0);
  });

  it('[AC4] ends when it expires', async () => {
    const { enter, access, credentials, time } = await house();
    const { changes } = heard(admitted(await enter('p/p')));
    time.jump(999_000);
    expect(changes).toEqual([]);
    time.jump(1_000);
    expect(changes).toEqual([{ close: 4401, code: 'session.expired' }]);
    expect(await problemOf(() => access.identify(credentials))).toBe('session.expired');
  });

  it('lasts longer when it is used elsewhere', async () => {
    const day = 86_400_000;
    const { enter, access, credentials, time } = await house(2 * day);
    const { changes } = heard(admitted(await enter('p/p')));
    time.jump(day);
    await access.identify(credentials);
    time.jump(1.5 * day);
    expect(changes).toEqual([]);
    time.jump(0.5 * day);
    expect(changes).toEqual([{ close: 4401, code: 'session.expired' }]);
  });
});

describe('a watch', () => {
  it('[AC4] tells when the right to read is gone, once', async () => {
    const { access, directory, credentials, user } = await house();
    const identity = await access.identify(credentials);
    const ends: Refusal[] = [];
    access.watch(identity, 'p', (refusal) => ends.push(refusal));
    const stopped = access.watch(identity, 'p', () => ends.push({ close: 4500, code: 'server.fault' }));
    directory.setRole('p', user, 'viewer');
    await settle();
    expect(ends).toEqual([]);
    stopped();
    directory.removeMember('p', user);
    directory.removeProject('p');
    expect(ends).toEqual([{ close: 4403, code: 'session.revoked' }]);
  });

  it('[AC4] of a user tells when the session ends, and of both at once where it has ended already', async () => {
    const { access, accounts, credentials, user, session } = await house();
    const identity = await access.identify(credentials);
    const ends: Refusal[] = [];
    access.watch(identity, null, (refusal) => ends.push(refusal));
    await accounts.end(user, session);
    expect(ends).toEqual([{ close: 4401, code: 'session.ended' }]);
    access.watch(identity, null, (refusal) => ends.push(refusal));
    access.watch(identity, 'p', (refusal) => ends.push(refusal));
    expect(ends).toHaveLength(3);
    expect(ends.at(-1)).toMatchObject({ close: 4401 });
  });
});

describe('an open server', () => {
  it('lets anybody do anything, and has nothing to sign in to', async () => {
    const credentials = { headers: {}, token: 'x', ip: '', claimed: null };
    const session = admitted(await openAccess.enter({ ...credentials, room: 'any room at all' }));
    expect(session).toMatchObject({ userId: null, user: null });
    expect(session.grant()).toEqual({ role: 'owner', writable: true });
    const nobody = await openAccess.identify(credentials);
    expect(nobody).toMatchObject({ userId: '', session: null, byCookie: false });
    expect(await openAccess.role(nobody, 'any')).toBe('owner');
    expect(await problemOf(() => openAccess.ticket(nobody))).toBe('session.no-users');
  });
});
