import { describe, expect, it } from 'vitest';
import { createInvites, type Invite } from '../../../server/access/invites.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { heldTime } from '../../support/time.ts';
import { openJournal, problemOf } from './support.ts';

async function house(invitesPerProject = 100) {
  const time = heldTime();
  const limits = { ...LIMITS, invitesPerProject };
  const { journal, again } = await openJournal();
  const invites = await createInvites({ store: journal, limits, time });
  const invite = (id: string, patch: Partial<Invite> = {}): Invite => ({
    invite_id: id,
    project_id: 'p',
    role: 'editor',
    created_by: 'ada',
    created_at: time.now(),
    expires_at: time.now() + 1_000,
    uses_max: null,
    uses: 0,
    revoked: false,
    ...patch,
  });
  return { time, journal, invites, invite, again: async () => createInvites({ store: await again(), limits, time }) };
}

describe('an invite', () => {
  it('is found by its secret, also after a restart, and counts its uses', async () => {
    const { journal, invites, invite, again } = await house();
    await journal.write({ records: [...invites.add(invite('i', { uses_max: 2 }), 'sesame'), ...invites.use('i')] });
    const later = await again();
    for (const one of [invites, later]) expect(one.find('sesame')).toEqual(invite('i', { uses_max: 2, uses: 1 }));
    later.use('i');
    expect(await problemOf(() => later.find('sesame'))).toBe('invite.used-up');
    expect(await problemOf(() => later.use('i'))).toBe('invite.used-up');
  });

  it('is good until it expires', async () => {
    const { invites, invite, time } = await house();
    invites.add(invite('i'), 'sesame');
    time.jump(999);
    expect(invites.find('sesame').invite_id).toBe('i');
    time.jump(1);
    expect(await problemOf(() => invites.find('sesame'))).toBe('invite.expired');
  });

  it('is good until it is taken back, by its own project alone', async () => {
    const { invites, invite } = await house();
    invites.add(invite('i'), 'sesame');
    expect(await problemOf(() => invites.revoke('other', 'i'))).toBe('invite.unknown');
    expect(invites.find('sesame').revoked).toBe(false);
    invites.revoke('p', 'i');
    expect(await problemOf(() => invites.find('sesame'))).toBe('invite.revoked');
  });

  it('is unknown by any other secret', async () => {
    const { invites, invite } = await house();
    invites.add(invite('i'), 'sesame');
    for (const secret of ['', 'Sesame', 'i', 'sesame ']) expect(await problemOf(() => invites.find(secret))).toBe('invite.unknown');
    expect(await problemOf(() => invites.use('j'))).toBe('invite.unknown');
  });

  it('is kept without its secret', async () => {
    const { journal, invites, invite } = await house();
    await journal.write({ records: invites.add(invite('i'), 'open-sesame') });
    for await (const { key, value } of journal.entries('invite')) expect(`${key} ${Buffer.from(value)}`).not.toContain('open-sesame');
  });
});

describe('invites', () => {
  it('are as many as may be open; those that are spent make room', async () => {
    const { invites, invite, time } = await house(2);
    invites.add(invite('a'), 'a');
    invites.add(invite('b', { expires_at: time.now() + 10 }), 'b');
    expect(await problemOf(() => invites.add(invite('c'), 'c'))).toBe('limit.invites');
    time.jump(10);
    expect(invites.list('p').map(({ invite_id }) => invite_id)).toEqual(['a', 'b']);
    invites.add(invite('c'), 'c');
    expect(invites.list('p').map(({ invite_id }) => invite_id)).toEqual(['a', 'c']);
    expect(await problemOf(() => invites.find('b'))).toBe('invite.unknown');
  });

  it('go with their project', async () => {
    const { journal, invites, invite, again } = await house();
    await journal.write({ records: [...invites.add(invite('a'), 'a'), ...invites.add(invite('b', { project_id: 'q' }), 'b')] });
    await journal.write({ records: invites.removeAll('p') });
    for (const one of [invites, await again()]) {
      expect(one.list('p')).toEqual([]);
      expect(await problemOf(() => one.find('a'))).toBe('invite.unknown');
      expect(one.find('b').invite_id).toBe('b');
    }
  });
});
