import path from 'node:path';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { createLevelStore } from '../../server/store/level.ts';
import { DocClient } from '../support/doc-client.ts';
import { fingerprint } from '../support/fingerprint.ts';
import { type ServerProcess, serverProcess } from '../support/server-process.ts';
import { recordsOf } from '../support/steered-store.ts';

const join = (server: ServerProcess, token: string): Promise<DocClient> => DocClient.join({ url: server.url, room: 'r', token });

it('[SY7][ID3] what only peers hold after a crash between fan-out and fsync comes back with their step 2, attributed to its author', async () => {
  const server = await serverProcess();
  const [ada, bob, vera] = [await join(server, 'ada:editor'), await join(server, 'bob:editor'), await join(server, 'vera:viewer')];
  ada.type('saved ');
  await ada.settled();
  await vera.line.until('the reader has what is on disk', () => vera.text === 'saved ');
  await server.holdWrites();
  const saved = ada.line.saved;
  ada.type('and seen by bob alone');
  await bob.line.until('the writer has it before it is on disk', () => bob.text === 'saved and seen by bob alone');
  await vera.line.roundTrip();
  await ada.line.roundTrip();
  expect(vera.text).toBe('saved ');
  expect(ada.line.saved).toBe(saved);
  await server.restart();
  for (const client of [ada, bob, vera]) client.drop();

  await vera.connect();
  await vera.synced();
  expect(vera.text).toBe('saved ');
  await bob.connect();
  await bob.synced();
  await bob.line.until('its step 2 was sent', () => bob.line.sent > 0);
  await bob.settled();
  expect(bob.line.refused).toEqual([]);
  await vera.line.until('the reader has what came back', () => vera.text === 'saved and seen by bob alone');
  expect(await server.errors()).toEqual([]);
  await server.stop();

  const store = createLevelStore({ folder: path.join(server.folder, 'data') });
  await store.open();
  const records = await recordsOf(store, 'r');
  await store.close();
  expect(records.map(({ author, sender }) => `${author} by ${sender}`)).toEqual(['ada by ada', 'ada by bob']);
  const doc = new Y.Doc();
  for (const { update } of records) Y.applyUpdate(doc, update);
  expect(fingerprint(doc)).toBe(fingerprint(bob.doc));
});

it('[SA2] an author that lost the server before the ack brings its words itself', async () => {
  const server = await serverProcess();
  const ada = await join(server, 'ada:editor');
  await server.holdWrites();
  ada.type('unsaved');
  await ada.line.roundTrip();
  await server.restart();
  ada.drop();
  const fresh = await join(server, 'bob:editor');
  expect(fresh.text).toBe('');
  await ada.connect();
  await fresh.line.until('they came', () => fresh.text === 'unsaved');
  await ada.line.until('its step 2 was sent', () => ada.line.sent > 0);
  await ada.settled();
  expect(ada.line.refused).toEqual([]);
});
