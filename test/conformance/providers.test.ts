import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider as Provider3 } from 'y-websocket';
import { WebsocketProvider as Provider1 } from 'y-websocket-1';
import { WebsocketProvider as Provider2 } from 'y-websocket-2';
import * as Y from 'yjs';
import { eventually } from '../support/eventually.ts';
import { fingerprint, hasGaps } from '../support/fingerprint.ts';
import { type TestServer, testServer } from '../support/server.ts';

/**
 * Unmodified providers, as other people's apps use them. Broadcast channels are off: with them two providers of one process
 * would sync without any server, and these tests would prove nothing.
 */
Object.assign(globalThis, { WebSocket });

const PROVIDERS = { '1.5': Provider1, '2': Provider2, '3': Provider3 };

type Version = keyof typeof PROVIDERS;

interface Editor {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly provider: Provider1 | Provider2 | Provider3;
}

function editor(server: TestServer, version: Version, room: string, doc = new Y.Doc(), token = 'ada:editor'): Editor {
  const awareness = new Awareness(doc);
  const provider = new PROVIDERS[version](server.url, room, doc, {
    awareness,
    disableBc: true,
    params: { token },
  });
  onTestFinished(() => {
    provider.destroy();
    awareness.destroy();
    doc.destroy();
  });
  return { doc, awareness, provider };
}

const synced = (one: Editor): Promise<true> => eventually('the provider is synced', () => one.provider.synced);

async function converged(editors: readonly Editor[], text: string): Promise<void> {
  await eventually('all documents say the same', () => editors.every(({ doc }) => doc.getText('t').toString() === text), {
    seen: () => editors.map(({ doc }) => doc.getText('t').toString()),
  });
  const [first, ...rest] = editors.map(({ doc }) => fingerprint(doc));
  for (const other of rest) expect(other).toBe(first);
  expect(editors.some(({ doc }) => hasGaps(doc))).toBe(false);
}

describe.each(Object.keys(PROVIDERS) as Version[])('y-websocket %s', (version) => {
  it('syncs documents and awareness in both directions', async () => {
    const server = await testServer();
    const [one, other] = [editor(server, version, 'r', undefined, 'ada:editor'), editor(server, version, 'r', undefined, 'bob:editor')];
    await Promise.all([synced(one), synced(other)]);
    one.doc.getText('t').insert(0, 'from one');
    await converged([one, other], 'from one');
    other.doc.getText('t').insert(0, 'and back ');
    await converged([one, other], 'and back from one');

    one.awareness.setLocalStateField('cursor', 3);
    other.awareness.setLocalStateField('cursor', 5);
    const cursorOf = (seer: Editor, seen: Editor): unknown => seer.awareness.getStates().get(seen.doc.clientID)?.cursor;
    await eventually('each sees the other', () => cursorOf(one, other) === 5 && cursorOf(other, one) === 3);
    other.provider.destroy();
    await eventually('who left is gone', () => !one.awareness.getStates().has(other.doc.clientID));
  });

  it('brings what was written before the connection, and what was written offline', async () => {
    const server = await testServer();
    const early = new Y.Doc();
    early.getText('t').insert(0, 'early');
    const one = editor(server, version, 'r', early);
    await synced(one);
    const other = editor(server, version, 'r');
    await converged([one, other], 'early');
    one.provider.disconnect();
    one.doc.getText('t').insert(5, ' offline');
    other.doc.getText('t').delete(0, 1);
    one.provider.connect();
    await converged([one, other], 'arly offline');
  });

  it('types while it syncs: keystrokes before step 2 arrive too', async () => {
    const server = await testServer();
    const one = editor(server, version, 'r');
    one.provider.ws?.addEventListener('open', () => one.doc.getText('t').insert(0, 'at once'));
    const other = editor(server, version, 'r');
    await converged([one, other], 'at once');
  });

  it('has no server behind it when the server is stopped: this suite can fail', async () => {
    const server = await testServer();
    const [one, other] = [editor(server, version, 'r'), editor(server, version, 'r')];
    await Promise.all([synced(one), synced(other)]);
    await server.stop();
    await eventually('both noticed', () => !one.provider.wsconnected && !other.provider.wsconnected);
    one.doc.getText('t').insert(0, 'nobody hears this');
    one.awareness.setLocalStateField('cursor', 1);
    await expect(eventually('it arrives', () => other.doc.getText('t').length > 0, { within: 500 })).rejects.toThrow('in vain');
    expect(other.awareness.getStates().has(one.doc.clientID)).toBe(false);
  });

  it('comes back by itself after a restart of the server', async () => {
    const server = await testServer({ store: 'level' });
    const [one, other] = [editor(server, version, 'r'), editor(server, version, 'r')];
    await Promise.all([synced(one), synced(other)]);
    one.doc.getText('t').insert(0, 'before');
    await converged([one, other], 'before');
    await server.restart();
    one.doc.getText('t').insert(6, ' after');
    await converged([one, other], 'before after');
  });
});

describe('all versions in one room', () => {
  it('sync documents and awareness with each other', async () => {
    const server = await testServer();
    const versions = Object.keys(PROVIDERS) as Version[];
    const editors = versions.map((version, index) => editor(server, version, 'mixed', undefined, `user${index}:editor`));
    await Promise.all(editors.map(synced));
    for (const [index, { doc, awareness }] of editors.entries()) {
      doc.getMap('m').set(`from ${versions[index]}`, index);
      awareness.setLocalStateField('cursor', index);
    }
    await eventually('everybody has everything', () => editors.every(({ doc }) => doc.getMap('m').size === versions.length));
    await eventually('everybody sees everybody', () =>
      editors.every(({ awareness }) => editors.every(({ doc }, index) => awareness.getStates().get(doc.clientID)?.cursor === index)),
    );
    await converged(editors, '');
  });

  it('[CL1] the provider of version 3 stays away after a 44xx close', async () => {
    const server = await testServer();
    const refused = editor(server, '3', 'r', undefined, 'nobody');
    let closed: { code: number; reason: string } | null = null;
    if (refused.provider instanceof Provider3) refused.provider.on('closed', (close) => (closed = close));
    await eventually('it is told', () => closed !== null);
    expect(closed).toEqual({ code: 4401, reason: 'session.unauthorised' });
    expect(refused.provider.shouldConnect).toBe(false);
  });
});
