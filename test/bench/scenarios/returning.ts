import fs from 'node:fs';
import * as Y from 'yjs';
import { updateFrame } from '../../../shared/protocol.ts';
import { largeDocument } from '../data/large-document.ts';
import { readRecords, writeRecords } from '../data/records.ts';
import { Client } from '../load/client.ts';
import { measure } from '../load/measure.ts';
import { sleep, until } from '../load/wait.ts';
import { frameBytes } from '../load/websocket-frame.ts';
import type { Bench, Scenario } from '../scenario.ts';

const ROOM = 'large';
const CLIENTS = 1000;
/** ms over which they come. */
const WITHIN = 1000;
const REST = 1000;

interface Parts {
  /** The whole document as one update. */
  readonly file: string;
  /** What every client has. */
  readonly stateVector: Uint8Array;
  /** What every client answers to step 1: all deletions again. */
  readonly answer: Uint8Array;
  /** The updates that made the document. */
  readonly updates: readonly Uint8Array[];
}

async function makeParts(bench: Bench): Promise<Parts> {
  const partsOf = (file: string): string => `${file.replace(/\.new$/, '')}-parts`;
  const file = await bench.once('large-document', (place) => {
    const { doc, updates } = largeDocument(bench.seed);
    const stateVector = Y.encodeStateVector(doc);
    fs.writeFileSync(place, Y.encodeStateAsUpdate(doc));
    writeRecords(partsOf(place), [stateVector, Y.encodeStateAsUpdate(doc, stateVector), ...updates]);
  });
  const [stateVector = Buffer.alloc(1), answer = Buffer.alloc(2), ...updates] = readRecords(partsOf(file));
  return { file, stateVector, answer, updates };
}

/** The data folder of a Weft that holds the document. */
function dataFolder(bench: Bench, updates: readonly Uint8Array[]): Promise<string> {
  return bench.once('large-data', async (folder) => {
    const server = await bench.start('weft', { data: folder });
    const client = await Client.join({ port: server.port, room: ROOM, acks: true });
    for (const update of updates) client.write(frameBytes(updateFrame(update), { masked: true }));
    await until('the document is saved', () => client.saved === updates.length + 1);
    await server.stop();
  });
}

/** A server was restarted, and everybody who had the document open comes back. */
export const returning: Scenario = {
  name: 'returning',
  title: '1,000 up-to-date clients of a 1 MB document come back within a second',
  kinds: ['relay', 'weft'],
  rounds: { full: 3, quick: 1 },
  run: async (bench, kind) => {
    const { file, stateVector, answer, updates } = await makeParts(bench);
    const server = await bench.start(
      kind,
      kind === 'weft' ? { data: await dataFolder(bench, updates) } : { holds: { room: `/${ROOM}`, file } },
    );
    const { port } = server;
    const acks = kind === 'weft';
    await sleep(REST);
    const done = measure(server);
    const start = performance.now();
    const joined = await Promise.all(
      Array.from({ length: CLIENTS }, async (_, index) => {
        await sleep((index * WITHIN) / CLIENTS);
        return Client.join({ port, room: ROOM, acks, stateVector, answer });
      }),
    );
    const synced = performance.now() - start;
    if (acks) await until('what the clients sent is acked', () => joined.every((client) => client.saved === client.written));
    const { cpu } = done();
    await server.end();
    return { synced, cpu: cpu / CLIENTS };
  },
  rows: [
    {
      what: 'all are synced after',
      figure: 'synced',
      unit: 'ms',
      against: 'relay',
      target: '≤ 1.2× relay',
      met: ({ ratio }) => ratio <= 1.2,
    },
    { what: 'server CPU each', figure: 'cpu', unit: 'ms', target: '≤ 1 ms', met: ({ weft }) => weft <= 1 },
  ],
};
