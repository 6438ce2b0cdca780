import { seeded } from '../../support/random.ts';
import { Client } from '../load/client.ts';
import { Typist } from '../load/edits.ts';
import { Latencies } from '../load/latencies.ts';
import { measureFor } from '../load/measure.ts';
import { startPacer } from '../load/pacer.ts';
import { inParallel, sleep } from '../load/wait.ts';
import { warmUp } from '../load/warm-up.ts';
import type { Bench, Scenario, Server } from '../scenario.ts';

const ROOMS = 500;
const CLIENTS = 2 * ROOMS;
const FIRST_CLIENT = 1000;
/** ms between two edits of one client. */
const PERIOD = 500;
const WARM_UP = 3000;

/** Lets all pairs type for a while, and tells what an edit cost. `acks`: the clients are told what is saved. */
async function typeInPairs(bench: Bench, server: Server, acks: boolean): Promise<{ cpu: number; p99: number }> {
  const { port } = server;
  const latencies = new Latencies();
  const sentAt = Array.from({ length: CLIENTS }, () => [] as number[]);
  let edits = 0;
  const onEdit = (client: number, clock: number): void => {
    edits++;
    latencies.add(performance.now() - (sentAt[client - FIRST_CLIENT]?.[clock] as number));
  };
  const room = (index: number): string => `pair/${acks}/${index >> 1}`;
  const clients = await inParallel(CLIENTS, 20, (index) => Client.join({ port, room: room(index), acks, onEdit }));
  const typists = clients.map((_, index) => new Typist(FIRST_CLIENT + index));
  const act = (actor: number): void => {
    sentAt[actor]?.push(performance.now());
    clients[actor]?.write((typists[actor] as Typist).frame());
  };
  const stop = startPacer({ period: PERIOD, actors: CLIENTS, random: seeded(bench.seed), act });
  await sleep(WARM_UP);
  latencies.clear();
  edits = 0;
  const { cpu } = await measureFor(server, bench.quick ? 2000 : 3000);
  const figures = { cpu: (1000 * cpu) / edits, p99: latencies.at(0.99) };
  stop();
  await Promise.all(clients.map((client) => client.close()));
  return figures;
}

/** Many pairs, each in a document of its own: what an edit costs where little can be shared. */
export const manyRooms: Scenario = {
  name: 'many-rooms',
  title: '500 rooms × 2 clients × 2 edits/s',
  kinds: ['relay', 'batching', 'weft'],
  rounds: { full: 3, quick: 1 },
  run: async (bench, kind) => {
    const server = await bench.start(kind);
    await warmUp(server, bench);
    const plain = await typeInPairs(bench, server, false);
    const told = kind === 'weft' && !bench.quick ? { acked: (await typeInPairs(bench, server, true)).cpu } : {};
    await server.end();
    return { ...plain, ...told };
  },
  rows: [
    {
      what: 'server CPU per edit, stored',
      figure: 'cpu',
      unit: 'µs',
      against: 'relay',
      target: '≤ 1.6× relay, fsynced',
      met: ({ ratio }) => ratio <= 1.6,
    },
    { what: 'the same with acks to weft.1 clients', figure: 'acked', unit: 'µs', target: '', met: () => true },
  ],
};
