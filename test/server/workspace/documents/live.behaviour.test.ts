import { createHeadlessEditor } from '@lexical/headless';
import { $createTextNode, $getRoot, $isElementNode, $isTextNode } from 'lexical';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { RunningServer } from '../../../../server/server.ts';
import { createMemoryStore } from '../../../../server/store/memory.ts';
import { SYSTEM } from '../../../../server/workspace/actor.ts';
import type { WeftEvent } from '../../../../shared/events.ts';
import { NODES } from '../../../../shared/lexical/nodes.ts';
import { ROOT_NAME } from '../../../../shared/lexical/seed.ts';
import { readTask } from '../../../../shared/model/tasks.ts';
import { documentRoom, projectRoom } from '../../../../shared/rooms.ts';
import { type BoundDocument, bindDocument } from '../../../../web/editor/binding/bind-document.ts';
import { DocClient } from '../../../support/doc-client.ts';
import { eventually } from '../../../support/eventually.ts';
import { startWhole } from '../../../support/whole-server.ts';

const PLAN = documentRoom('home', 'plan');

const socketUrl = (server: RunningServer): string => server.url.replace('http', 'ws');

async function joined(server: RunningServer, room: string): Promise<DocClient> {
  const client = await DocClient.join({ url: socketUrl(server), room });
  onTestFinished(() => client.drop());
  return client;
}

/** The server's document and this one are the same. */
async function agree(server: RunningServer, { doc }: DocClient): Promise<void> {
  const other = await joined(server, PLAN);
  const stateOf = (one: Y.Doc): string => one.get(ROOT_NAME, Y.XmlElement).toString();
  await eventually('both documents say the same', () => stateOf(doc) === stateOf(other.doc), {
    seen: () => [stateOf(doc), stateOf(other.doc)],
  });
}

it('nothing is lost when somebody types while the API appends', async () => {
  const server = await startWhole();
  const { documents } = server.workspace;
  await documents.create(SYSTEM, 'home', { title: 'Plan', document_id: 'plan', markdown: 'Typed:' });
  const client = await joined(server, PLAN);
  const [block] = client.doc.get(ROOT_NAME, Y.XmlElement).toArray();
  const text = (block as Y.XmlElement).get(0) as Y.XmlText;
  const letters = 'the quick brown fox jumps over the lazy dog';
  const typing = (async () => {
    for (const letter of letters) {
      text.insert(text.length, letter);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  })();
  const appending = Promise.all(
    Array.from({ length: 12 }, (_, index) => documents.write(SYSTEM, 'home', 'plan', `appended ${index}`, 'append')),
  );
  await Promise.all([typing, appending]);
  await client.settled();
  await eventually('the client has all', () => client.doc.get(ROOT_NAME, Y.XmlElement).length === 13);
  const lines = (await documents.read('home', 'plan', 'markdown')).split('\n\n');
  expect(lines[0]).toBe(`Typed:${letters}`);
  expect(lines.slice(1).sort()).toEqual(Array.from({ length: 12 }, (_, index) => `appended ${index}`).sort());
  await agree(server, client);
});

it('an editor that is open takes what is appended and replaced, without a fault and without drift', async () => {
  const server = await startWhole();
  const { documents } = server.workspace;
  await documents.create(SYSTEM, 'home', { title: 'Plan', document_id: 'plan', markdown: '# Plan\n\nWords' });
  const client = await joined(server, PLAN);
  const faults: unknown[] = [];
  const editor = createHeadlessEditor({
    nodes: NODES,
    onError: (error) => {
      faults.push(error);
      bound.fault(error);
    },
  });
  const awareness = new Awareness(client.doc);
  const bound: BoundDocument = bindDocument({
    editor,
    doc: client.doc,
    awareness,
    mayWrite: () => true,
    onBroken: (error) => faults.push(error),
  });
  onTestFinished(() => {
    bound.stop();
    awareness.destroy();
  });
  const type = (words: string): void =>
    editor.update(
      () => {
        const block = $getRoot().getChildAtIndex(1);
        const last = $isElementNode(block) ? block.getLastChild() : null;
        if ($isTextNode(last)) last.setTextContent(last.getTextContent() + words);
        else if ($isElementNode(block)) block.append($createTextNode(words));
      },
      { discrete: true },
    );
  const shown = (): string => JSON.stringify(editor.getEditorState().toJSON());
  const showsTheServers = async (): Promise<void> => {
    await client.settled();
    const kept = await documents.read('home', 'plan', 'json');
    await eventually('the editor shows what the server keeps', () => shown() === kept, { seen: shown });
  };
  for (let round = 0; round < 5; round++) {
    const writing = documents.write(
      SYSTEM,
      'home',
      'plan',
      `- item ${round} with **bold** and [@Ada](weft:user/ada)\n    1. inner`,
      'append',
    );
    type(` ${round}`);
    await writing;
  }
  await showsTheServers();
  expect(await documents.read('home', 'plan', 'text')).toContain('Words 0 1 2 3 4');
  await documents.write(SYSTEM, 'home', 'plan', '# New\n\nStart', 'replace');
  await showsTheServers();
  type(' again');
  await showsTheServers();
  expect(await documents.read('home', 'plan', 'markdown')).toBe('# New\n\nStart again');
  expect(faults).toEqual([]);
});

it('a broadcast task reaches a plain y-websocket client, survives a restart, and raises its events once', async () => {
  const store = createMemoryStore();
  const first = await startWhole({ store });
  const events: WeftEvent[] = [];
  first.workspace.events.on('task_created', (event) => events.push(event));
  first.workspace.events.on('task_status_changed', (event) => events.push(event));
  Object.assign(globalThis, { WebSocket });
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(socketUrl(first), projectRoom('project_789'), doc, { disableBc: true });
  onTestFinished(() => {
    provider.destroy();
    doc.destroy();
  });
  await eventually('the provider is synced', () => provider.synced);
  const task = { task_id: 'task_123', title: 'From outside', status: 'todo', project_id: 'project_789' };
  await first.workspace.tasks.broadcast(task, 'task_created');
  await eventually('the client has the task', () => readTask(doc, 'task_123')?.title === 'From outside');
  await first.workspace.tasks.broadcast({ task_id: 'task_123', new_status: 'done', changed_by: 'user_456' }, 'task_status_changed');
  await eventually('the client sees it done', () => readTask(doc, 'task_123')?.status === 'done');
  await first.settled();
  provider.disconnect();
  await first.stop();

  const second = await startWhole({ store });
  second.workspace.events.on('task_created', (event) => events.push(event));
  second.workspace.events.on('task_status_changed', (event) => events.push(event));
  await second.settled();
  const later = await joined(second, projectRoom('project_789'));
  expect(readTask(later.doc, 'task_123')).toMatchObject({ title: 'From outside', status: 'done' });
  expect(events.map(({ type, user_id, room_id, data }) => [type, user_id, room_id, data.task_id, data.new_status])).toEqual([
    ['task_created', null, 'p/project_789', 'task_123', undefined],
    ['task_status_changed', 'user_456', 'p/project_789', 'task_123', 'done'],
  ]);
});
