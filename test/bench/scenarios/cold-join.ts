import fs from 'node:fs';
import * as Y from 'yjs';
import { readRecords } from '../data/records.ts';
import { Client } from '../load/client.ts';
import { TEXT } from '../load/edits.ts';
import { measure, type Stretch } from '../load/measure.ts';
import { inParallel, sleep } from '../load/wait.ts';
import type { Bench, Kind, Scenario, Server, StartOptions } from '../scenario.ts';
import { FED_ROOM, feedRoom, traceFile } from './feed.ts';

const AT_ONCE = 50;
/** ms that a server has to come to rest after its start, and after it was fed. */
const REST = { start: 1000, feed: 3000 };

/** The fed document as one update. */
function documentFile(bench: Bench): Promise<string> {
  return bench.once('fed-document', async (file) => fs.writeFileSync(file, Y.encodeStateAsUpdate(await fedDocument(bench))));
}

async function fedDocument(bench: Bench): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const updates = readRecords(await traceFile(bench));
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

/** The data folder of a Weft that was fed and stopped. */
function fedFolder(bench: Bench): Promise<string> {
  return bench.once('fed-data', async (folder) => {
    const server = await bench.start('weft', { data: folder });
    await feedRoom(bench, server);
    await sleep(REST.feed);
    await server.stop();
  });
}

/** `count` clients that have nothing join a server that was just started. */
async function joinCold(
  bench: Bench,
  kind: Kind,
  options: StartOptions,
  count: number,
  onContent?: (update: Uint8Array) => void,
): Promise<Stretch> {
  const server: Server = await bench.start(kind, options);
  const { port } = server;
  await sleep(REST.start);
  const done = measure(server);
  await inParallel(count, count, () => Client.join({ port, room: FED_ROOM, ...(onContent === undefined ? {} : { onContent }) }));
  const stretch = done();
  await server.end();
  return stretch;
}

/** Opening a long document on a server that has just started. */
export const coldJoin: Scenario = {
  name: 'cold-join',
  title: 'cold join of that document after a restart',
  kinds: ['relay', 'weft'],
  rounds: { full: 3, quick: 1 },
  run: async (bench, kind) => {
    const file = await documentFile(bench);
    const options: StartOptions = kind === 'weft' ? { data: await fedFolder(bench) } : { holds: { room: `/${FED_ROOM}`, file } };
    const updates: Uint8Array[] = [];
    const single = await joinCold(bench, kind, options, 1, (update) => updates.push(update));
    const crowd = await joinCold(bench, kind, options, AT_ONCE);
    checkText(fs.readFileSync(file), updates);
    return { single: single.ms, cpu: single.cpu, crowd: crowd.ms, bytes: updates.reduce((sum, { length }) => sum + length, 0) / 1024 };
  },
  rows: [
    { what: 'one client has it', figure: 'single', unit: 'ms', against: 'relay', target: '≤ 2.5× relay', met: ({ ratio }) => ratio <= 2.5 },
    { what: 'server CPU', figure: 'cpu', unit: 'ms', target: '≤ 8 ms', met: ({ weft }) => weft <= 8 },
    { what: '50 at once have it', figure: 'crowd', unit: 'ms', against: 'relay', target: '≤ 1.5× relay', met: ({ ratio }) => ratio <= 1.5 },
    { what: 'bytes sent to each', figure: 'bytes', unit: 'KB', target: '', met: () => true },
  ],
};

/** @throws Error if what a join got is not the document */
function checkText(expected: Uint8Array, updates: readonly Uint8Array[]): void {
  const [wanted, got] = [[expected], updates].map((all) => {
    const doc = new Y.Doc();
    for (const update of all) Y.applyUpdate(doc, update);
    return doc.getText(TEXT).toString();
  });
  if (wanted !== got) throw new Error(`The joined document has ${got?.length} characters; it should have ${wanted?.length}.`);
}
