import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { eventually } from '../../support/eventually.ts';
import { testServer } from '../../support/server.ts';
import { recordsOf } from '../../support/steered-store.ts';
import { docAs, edit, letters } from '../../support/updates.ts';

describe('roles', () => {
  it.each([
    ['owner', true],
    ['editor', true],
    ['commenter', false],
    ['viewer', false],
  ])('[RO1] tells %s its role on joining', async (role, writable) => {
    const server = await testServer();
    const client = await server.raw('r', `ada:${role}`);
    expect(await client.frame('role')).toEqual({ type: 'role', role, writable });
  });

  it('[RO1] lets a commenter write where comments are kept', async () => {
    const server = await testServer();
    const client = await server.join('p/1/d/2/c', 'ada:commenter');
    expect(await client.line.frame('role')).toMatchObject({ writable: true });
    client.type('a remark');
    await client.settled();
    expect(client.line.refused).toEqual([]);
  });

  it('[RO1] tells each change, and acts on it at once', async () => {
    const server = await testServer();
    const [ada, bob] = [await server.join('r', 'ada:editor'), await server.join('r', 'bob:editor')];
    server.gate.setRole('ada', 'viewer');
    await ada.line.frame('role', ({ writable }) => !writable);
    ada.type('no longer');
    await ada.settled();
    expect(ada.line.refused).toEqual([{ index: ada.line.sent - 1, code: 'role.read-only' }]);
    server.gate.setRole('ada', 'owner');
    await ada.line.frame('role', ({ role }) => role === 'owner');
    await bob.line.until('what was refused came back', () => bob.text === 'no longer');
  });

  it('[RO1] catches up on the role that changed on all of a person’s connections', async () => {
    const server = await testServer();
    const [one, other] = [await server.raw('r', 'ada:editor'), await server.raw('s', 'ada:editor')];
    server.gate.setRole('ada', 'viewer');
    await one.frame('role', ({ writable }) => !writable);
    await other.frame('role', ({ writable }) => !writable);
  });

  it('[RO2] ignores what brings a reader’s room nothing new, refuses by index what does, and leaves no trace', async () => {
    const server = await testServer();
    const [ada, vera] = [await server.join('r'), await server.join('r', 'vera:viewer')];
    ada.type('settled');
    ada.doc.getText('t').delete(0, 1);
    await ada.settled();
    await vera.line.until('it came', () => vera.text === 'ettled');
    const empty = vera.line.step2(Uint8Array.of(0, 0));
    const known = vera.line.step2(Y.encodeStateAsUpdate(vera.doc));
    const real = vera.line.step2(Y.mergeUpdates(letters('mine')));
    const update = vera.line.update(letters('typed')[0] as Uint8Array);
    const eraser = docAs(77, Y.encodeStateAsUpdate(ada.doc));
    const deletion = vera.line.update(edit(eraser, () => eraser.getText('t').delete(0, 3)));
    const gap = vera.line.update(letters('gap')[2] as Uint8Array);
    await vera.line.decided(gap);
    expect(vera.line.refused.map(({ index, code }) => [index, code])).toEqual(
      [real, update, deletion, gap].map((index) => [index, 'role.read-only']),
    );
    expect([empty, known]).toEqual([0, 1]);
    expect(vera.line.isOpen).toBe(true);
    const fresh = await server.join('r', 'carol:editor');
    expect(fresh.text).toBe('ettled');
    expect(ada.text).toBe('ettled');
    expect((await recordsOf(server.store, 'r')).every(({ sender }) => sender === 'ada')).toBe(true);
  });

  it('[RO2] spells no type so that a reader could write', async () => {
    const server = await testServer();
    const [ada, vera] = [await server.join('r'), await server.raw('r', 'vera:viewer')];
    const body = letters('sneaky')[0] as Uint8Array;
    vera.send(Uint8Array.of(0x80, 0x00, 0x82, 0x00, body.length, ...body));
    vera.sent++;
    expect(await vera.decided(0)).toEqual({ index: 0, code: 'role.read-only' });
    expect(ada.text).toBe('');
  });

  it('[RO3][CL1] closes the open connections of a person removed with 4403, and nobody else', async () => {
    const server = await testServer();
    const [ada, eve, eveElsewhere] = [await server.join('r'), await server.raw('r', 'eve:editor'), await server.raw('s', 'eve:viewer')];
    server.gate.revoke('eve');
    expect(await eve.ended()).toEqual({ code: 4403, reason: 'session.revoked' });
    expect(await eveElsewhere.ended()).toEqual({ code: 4403, reason: 'session.revoked' });
    const back = await server.raw('r', 'eve:editor');
    expect(await back.ended()).toEqual({ code: 4403, reason: 'session.revoked' });
    ada.type('still here');
    await ada.settled();
  });

  it('[RO3] takes nothing from a person removed after the removal', async () => {
    const server = await testServer();
    const [ada, eve] = [await server.join('r'), await server.raw('r', 'eve:editor')];
    server.gate.revoke('eve');
    eve.update(letters('too late')[0] as Uint8Array);
    await eve.ended();
    ada.type('x');
    await ada.settled();
    expect(ada.text).toBe('x');
  });

  it('[RO3] takes nothing from a person removed that was still waiting to be judged', async () => {
    const server = await testServer({ limits: { ownerAnswer: 100 } });
    const ada = await server.join('r');
    ada.type('hers');
    await ada.settled();
    const eve = await server.raw('r', 'eve:editor');
    const forger = docAs(ada.doc.clientID, Y.encodeStateAsUpdate(ada.doc));
    const forged = edit(forger, () => forger.getText('t').insert(0, 'forged '));
    eve.update(Y.mergeUpdates([forged, letters('in the same frame')[0] as Uint8Array]));
    eve.update(letters('and behind it')[0] as Uint8Array);
    await eve.socketRoundTrip();
    server.gate.revoke('eve');
    await eve.ended();
    await server.breathe(200);
    await ada.line.roundTrip();
    expect(ada.text).toBe('hers');
    expect((await recordsOf(server.store, 'r')).every(({ sender }) => sender === 'ada')).toBe(true);
  });

  it('[RO3] closes an expired session with 4401', async () => {
    const server = await testServer();
    const ada = await server.raw('r');
    server.gate.expire('ada');
    expect(await ada.ended()).toEqual({ code: 4401, reason: 'session.expired' });
  });

  it('leaves nothing watching of who left before being let in', async () => {
    const server = await testServer();
    const letIn = server.gate.hold('slow');
    const ada = await server.raw('slow');
    ada.update(letters('typed, and the tab closed')[0] as Uint8Array);
    await ada.socketRoundTrip();
    ada.terminate();
    await server.counted('she is gone', ({ connections }) => connections === 0);
    letIn();
    const bob = await server.join('slow', 'bob:editor');
    await bob.line.until('what she typed is there', () => bob.text === 't');
    await bob.close();
    await eventually('nobody watches', () => server.gate.watched === 0);
  });

  it('leaves nothing watching when connections have ended', async () => {
    const server = await testServer();
    const clients = [await server.raw('r', 'ada:editor'), await server.raw('r', 'vera:viewer'), await server.raw('s', 'bob:editor')];
    for (const client of clients) await client.roundTrip();
    expect(server.gate.watched).toBe(3);
    for (const client of clients) client.terminate();
    await eventually('nobody watches', () => server.gate.watched === 0);
  });
});

describe('notices', () => {
  it('[NO1] carries a known code and a text for developers', async () => {
    const server = await testServer({ errorsExpected: true });
    const client = await server.raw('r');
    server.store.failing = 'before';
    client.update(letters('a')[0] as Uint8Array);
    const notice = await client.frame('notice');
    expect(notice.code).toBe('store.failing');
    expect(notice.text.length).toBeGreaterThan(10);
    server.store.failing = 'no';
    await client.decided(0);
  });

  it('[NO3] answers a ping by the same frame, readers and largest numbers too', async () => {
    const server = await testServer();
    const client = await server.raw('r', 'vera:viewer');
    await client.roundTrip();
    const largest = Uint8Array.of(103, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f);
    client.send(largest);
    await client.frame('ping', ({ nonce }) => nonce === Number.MAX_SAFE_INTEGER);
  });
});
