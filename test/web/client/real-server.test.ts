import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { ROOT_NAME } from '../../../shared/lexical/seed.ts';
import { connectDocument, type DocumentConnection } from '../../../web/client/connect-document.ts';
import type { SyncStatus } from '../../../web/client/sync-status.ts';
import { unsentText } from '../../../web/client/unsent-text.ts';
import { eventually } from '../../support/eventually.ts';
import { element, run } from '../../support/hostile-nodes.ts';
import { type TestServer, testServer } from '../../support/server.ts';
import { heldTime, type TestTime } from '../../support/time.ts';

const ROOM = 'p/home/d/welcome';

interface Client {
  readonly connection: DocumentConnection;
  readonly time: TestTime;
  readonly text: Y.Text;
  /** Waits until the status has these values. */
  becomes(wanted: Partial<SyncStatus>): Promise<void>;
}

function connect(server: TestServer, token = 'ada:editor'): Client {
  const doc = new Y.Doc();
  const time = heldTime();
  const connection = connectDocument({ url: server.url, room: ROOM, doc, token, time, random: () => 0.5, WebSocketImpl: WebSocket });
  onTestFinished(() => connection.destroy());
  const is = (wanted: Partial<SyncStatus>): boolean => {
    const status = connection.status.getSnapshot();
    return (Object.keys(wanted) as (keyof SyncStatus)[]).every((key) => status[key] === wanted[key]);
  };
  const becomes = async (wanted: Partial<SyncStatus>): Promise<void> => {
    await eventually(`the status is ${JSON.stringify(wanted)}`, () => is(wanted), { seen: () => connection.status.getSnapshot() });
  };
  return { connection, time, text: doc.getText('text'), becomes };
}

describe('with a real server', () => {
  it('[SA2] is saved when the disk has it, and not before', async () => {
    const server = await testServer();
    const ada = connect(server);
    await ada.becomes({ kind: 'saved', role: 'editor', readOnly: false });
    const release = server.store.holdWrites();
    ada.text.insert(0, 'on its way to the disk');
    await eventually('the write waits', () => server.store.writing > 0);
    expect(ada.connection.status.getSnapshot()).toMatchObject({ kind: 'saving', unsent: 1 });
    release();
    await ada.becomes({ kind: 'saved', unsent: 0 });
  });

  it('two people see what the other writes', async () => {
    const server = await testServer();
    const [ada, bob] = [connect(server), connect(server, 'bob:editor')];
    await ada.becomes({ kind: 'saved' });
    await bob.becomes({ kind: 'saved' });
    ada.text.insert(0, 'ada ');
    await eventually('bob sees it', () => bob.text.toString() === 'ada ');
    bob.text.insert(4, 'bob');
    await eventually('ada sees it', () => ada.text.toString() === 'ada bob');
    await bob.becomes({ kind: 'saved' });
  });

  it('[SA4] edits made while the server is away are saved when it is back', async () => {
    const server = await testServer();
    const ada = connect(server);
    await ada.becomes({ kind: 'saved' });
    await server.stop();
    await ada.becomes({ kind: 'offline' });
    ada.text.insert(0, 'b');
    ada.text.insert(0, 'a');
    expect(ada.connection.status.getSnapshot()).toMatchObject({ kind: 'offline', unsent: 2 });
    await server.start();
    ada.time.jump(1_000);
    await ada.becomes({ kind: 'saved', unsent: 0 });
    const bob = connect(server, 'bob:viewer');
    await eventually('bob reads it', () => bob.text.toString() === 'ab');
  });

  it('[RO1] what a reader writes is not sent and not saved, and [SY9] is when one may write again', async () => {
    const server = await testServer();
    const ada = connect(server);
    await ada.becomes({ kind: 'saved' });
    server.gate.setRole('ada', 'viewer');
    await ada.becomes({ readOnly: true, editable: false, role: 'viewer' });
    ada.text.insert(0, 'kept back');
    await ada.becomes({ kind: 'failed', code: 'role.read-only', unsent: 1 });
    server.gate.setRole('ada', 'editor');
    await ada.becomes({ kind: 'saved', unsent: 0, readOnly: false });
    const bob = connect(server, 'bob:viewer');
    await eventually('bob reads it', () => bob.text.toString() === 'kept back');
  });

  it('[RO3] whoever is removed is told so, may not type, and doesn’t come back', async () => {
    const server = await testServer();
    const ada = connect(server);
    await ada.becomes({ kind: 'saved', editable: true });
    server.gate.revoke('ada');
    await ada.becomes({ kind: 'failed', code: 'session.revoked', editable: false });
    expect(ada.time.waiting).toBe(0);
  });

  it('[EN2] whoever may not enter is told why', async () => {
    const server = await testServer();
    const nobody = connect(server, 'nobody');
    await nobody.becomes({ kind: 'failed', code: 'session.unauthorised', ready: false });
  });

  it('[SA5] while the store fails nothing is called saved, and all of it is when it works again', async () => {
    const server = await testServer({ errorsExpected: true });
    const ada = connect(server);
    await ada.becomes({ kind: 'saved' });
    server.store.failing = 'before';
    ada.text.insert(0, 'kept in the tab');
    await ada.becomes({ kind: 'failed', code: 'store.failing', unsent: 1 });
    server.store.heal();
    await ada.becomes({ kind: 'saved', unsent: 0 });
  });

  it('[FR8] a document whose edit was refused says so, keeps the words, and doesn’t come back with them by itself', async () => {
    const server = await testServer();
    const [ada, bob] = [connect(server), connect(server, 'bob:editor')];
    await ada.becomes({ kind: 'saved', editable: true });
    await bob.becomes({ kind: 'saved' });
    const { doc } = ada.connection;
    doc.get(ROOT_NAME, Y.XmlElement).insert(0, [element('hologram', {}, [run('The words')])]);
    await expect(ada.connection.saved()).rejects.toMatchObject({ code: 'update.node' });
    await ada.becomes({ kind: 'failed', code: 'update.node', editable: false, unsent: 1 });
    expect(ada.time.waiting).toBe(0);
    expect(unsentText([{ room: ROOM, update: Y.encodeStateAsUpdate(doc) }])).toContain('The words');
    // Whoever asks for it may try again, and is told again.
    ada.connection.reconnect();
    await eventually('it is on its way', () => ada.connection.link.getSnapshot() !== 'refused');
    await ada.becomes({ kind: 'failed', code: 'update.node', unsent: 1 });
    expect(bob.connection.status.getSnapshot().kind).toBe('saved');
  });

  it('[NO3] its pings are answered', async () => {
    const server = await testServer();
    const ada = connect(server);
    await ada.becomes({ kind: 'saved' });
    // No timer but the heartbeat's own is left: what else was asked for has been answered.
    const answered = (): Promise<true> => eventually('all is answered', () => ada.time.waiting === 1);
    await answered();
    for (let beat = 0; beat < 3; beat++) {
      ada.time.jump(30_000);
      await answered();
    }
    expect(ada.connection.status.getSnapshot().kind).toBe('saved');
  });
});
