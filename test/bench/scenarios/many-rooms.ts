import { seeded } from '../../support/random.ts';
import { Client } from '../load/client.ts';
import { Typist } from '../load/edits.ts';
import { Latencies } from '../load/latencies.ts';
import { measureFor } from '../load/measure.ts';
import { startPacer } from '../load/pacer.ts';
import { inParallel, sleep } from '../load/wait.ts';
import { warmUp } from '../load/warm-up.ts';
import type { Scenario } from '../scenario.ts';

const ROOMS = 500;
const CLIENTS = 2 * ROOMS;
const FIRST_CLIENT = 1000;
/** ms between two edits of one client. */
const PERIOD = 500;
const WARM_UP = 3000;

/** Many pairs, each in a document of its own: what an edit costs where little can be shared. */
export const manyRooms: Scenario = {
  name: 'many-rooms',
  title: '500 rooms × 2 clients × 2 edits/s',
  kinds: ['relay', 'batching', 'weft'],
  rounds: { full: 5, quick: 2 },
  run: async (bench, kind) => {
    const server = await bench.start(kind);
    const { port } = server;
    await warmUp(server);
    const latencies = new Latencies();
    const sentAt = Array.from({ length: CLIENTS }, () => [] as number[]);
    let edits = 0;
    const onEdit = (client: number, clock: number): void => {
      edits++;
      latencies.add(performance.now() - (sentAt[client - FIRST_CLIENT]?.[clock] as number));
    };
    const clients = await inParallel(CLIENTS, 20, (index) => Client.join({ port, room: `pair/${index >> 1}`, onEdit }));
    const typists = clients.map((_, index) => new Typist(FIRST_CLIENT + index));
    const act = (actor: number): void => {
      sentAt[actor]?.push(performance.now());
      clients[actor]?.write((typists[actor] as Typist).frame());
    };
    const stop = startPacer({ period: PERIOD, actors: CLIENTS, random: seeded(bench.seed), act });
    await sleep(WARM_UP);
    latencies.clear();
    edits = 0;
    const { cpu } = await measureFor(server, bench.quick ? 2000 : 4000);
    const figures = { cpu: (1000 * cpu) / edits, p99: latencies.at(0.99) };
    stop();
    await server.end();
    return figures;
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
  ],
};
