import path from 'node:path';
import * as Y from 'yjs';
import { seeded } from '../../support/random.ts';
import { Client } from '../load/client.ts';
import { Typist } from '../load/edits.ts';
import { Latencies } from '../load/latencies.ts';
import { startPacer } from '../load/pacer.ts';
import { inParallel, sleep } from '../load/wait.ts';
import type { Scenario } from '../scenario.ts';

const ROOMS = 10;
const CLIENTS = 40;
const FIRST_CLIENT = 1000;
/** ms between two edits of one client: 400 edits/s. */
const PERIOD = 100;
/** ms until the kill, and a random while more. */
const BEFORE = 3000;
const LONGER = 500;

const roomOf = (client: number): string => `killed/${client % ROOMS}`;

/** What was shown as saved when the power of the process ended. */
export const killed: Scenario = {
  name: 'killed',
  title: '400 edits/s, kill -9',
  kinds: ['weft'],
  rounds: { full: 3, quick: 1 },
  run: async (bench, kind) => {
    const random = seeded(bench.seed);
    const data = path.join(bench.folder, 'killed');
    const server = await bench.start(kind, { data });
    const latencies = new Latencies();
    const sentAt = Array.from({ length: CLIENTS }, () => [] as number[]);
    const told = new Array<number>(CLIENTS).fill(0);
    const onSaved = (index: number) => (count: number) => {
      const now = performance.now();
      // The first write frame of a connection is its answer to step 1.
      for (let edit = Math.max(0, (told[index] as number) - 1); edit < count - 1; edit++)
        latencies.add(now - (sentAt[index]?.[edit] as number));
      told[index] = count;
    };
    const clients = await inParallel(CLIENTS, 10, (index) =>
      Client.join({ port: server.port, room: roomOf(index), acks: true, onSaved: onSaved(index) }),
    );
    const typists = clients.map((_, index) => new Typist(FIRST_CLIENT + index));
    const act = (actor: number): void => {
      sentAt[actor]?.push(performance.now());
      clients[actor]?.write((typists[actor] as Typist).frame());
    };
    const stop = startPacer({ period: PERIOD, actors: CLIENTS, random, act });
    await sleep(1000);
    latencies.clear();
    await sleep(BEFORE + random.below(LONGER));
    await server.kill();
    stop();
    const acked = told.map((count) => count - 1);
    const again = await bench.start(kind, { data });
    const found = await stateOf(again.port);
    await again.end();
    return {
      acked: acked.reduce((sum, count) => sum + count, 0),
      lost: acked.reduce((sum, count, index) => sum + Math.max(0, count - (found.get(FIRST_CLIENT + index) ?? 0)), 0),
      p50: latencies.at(0.5),
      p99: latencies.at(0.99),
    };
  },
  rows: [
    { what: 'edits acked', figure: 'acked', unit: '', target: '', met: () => true },
    { what: 'of those lost', figure: 'lost', unit: '', target: '0', met: ({ weft }) => weft === 0 },
    { what: 'ack latency, p50', figure: 'p50', unit: 'ms', target: '≤ 10 ms', met: ({ weft }) => weft <= 10 },
    { what: 'ack latency, p99', figure: 'p99', unit: 'ms', target: '≤ 50 ms', met: ({ weft }) => weft <= 50 },
  ],
};

/** How many edits of each client the server has. */
async function stateOf(port: number): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  for (let room = 0; room < ROOMS; room++) {
    const doc = new Y.Doc();
    await Client.join({ port, room: roomOf(room), onContent: (update) => Y.applyUpdate(doc, update) });
    for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc))) found.set(client, clock);
  }
  return found;
}
