import { seeded } from '../../support/random.ts';
import { Client } from '../load/client.ts';
import { cursorFrame, Typist } from '../load/edits.ts';
import { Latencies } from '../load/latencies.ts';
import { measureFor } from '../load/measure.ts';
import { startPacer } from '../load/pacer.ts';
import { inParallel, sleep } from '../load/wait.ts';
import { warmUp } from '../load/warm-up.ts';
import type { Scenario } from '../scenario.ts';

const WRITERS = 50;
const FIRST_CLIENT = 1000;
/** ms between two edits of one writer, and between two of its carets. */
const PERIOD = 100;
const WARM_UP = 2000;

/** Everybody writes and everybody sees everybody's caret. */
export const writers: Scenario = {
  name: 'writers',
  title: '50 writers × (10 edits + 10 cursors)/s in one room',
  kinds: ['relay', 'batching', 'weft'],
  rounds: { full: 3, quick: 1 },
  run: async (bench, kind) => {
    const server = await bench.start(kind);
    const { port } = server;
    await warmUp(server, bench);
    const latencies = new Latencies();
    const sentAt = Array.from({ length: WRITERS }, () => [] as number[]);
    let edits = 0;
    let cursors = 0;
    const onEdit = (client: number, clock: number, length: number): void => {
      edits += length;
      const times = sentAt[client - FIRST_CLIENT] as number[];
      for (let at = clock; at < clock + length; at++) latencies.add(performance.now() - (times[at] as number));
    };
    const onCursors = (count: number): void => {
      cursors += count;
    };
    const clients = await inParallel(WRITERS, 10, () => Client.join({ port, room: 'writers', onEdit, onCursors }));
    const typists = clients.map((_, index) => new Typist(FIRST_CLIENT + index));
    let beat = 0;
    const act = (actor: number): void => {
      const client = clients[actor % WRITERS] as Client;
      const typist = typists[actor % WRITERS] as Typist;
      if (actor >= WRITERS) return client.tell(cursorFrame(typist.client, ++beat, typist.clock));
      sentAt[actor]?.push(performance.now());
      client.write(typist.frame());
    };
    const stop = startPacer({ period: PERIOD, actors: 2 * WRITERS, random: seeded(bench.seed), act });
    await sleep(WARM_UP);
    latencies.clear();
    edits = 0;
    cursors = 0;
    const { cpu, ms } = await measureFor(server, bench.quick ? 2000 : 3000);
    const seconds = ms / 1000;
    const figures = {
      cpu: (1000 * cpu) / (edits + cursors),
      p99: latencies.at(0.99),
      p50: latencies.at(0.5),
      edits: edits / seconds,
      cursors: cursors / seconds,
    };
    stop();
    await server.end();
    return figures;
  },
  rows: [
    {
      what: 'server CPU per delivered edit and cursor',
      figure: 'cpu',
      unit: 'µs',
      against: 'relay',
      target: '≤ 0.35× relay',
      met: ({ ratio }) => ratio <= 0.35,
    },
    { what: 'an edit’s way, p99', figure: 'p99', unit: 'ms', target: '≤ relay + 15 ms', met: ({ weft, relay }) => weft <= relay + 15 },
    { what: 'delivered edits', figure: 'edits', unit: '/s', against: 'relay', target: 'all', met: ({ ratio }) => ratio > 0.98 },
    { what: 'delivered cursors', figure: 'cursors', unit: '/s', against: 'relay', target: '', met: () => true },
  ],
};
