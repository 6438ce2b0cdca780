import { seeded } from '../../support/random.ts';
import { Client } from '../load/client.ts';
import { Typist } from '../load/edits.ts';
import { Latencies } from '../load/latencies.ts';
import { measureFor } from '../load/measure.ts';
import { startPacer } from '../load/pacer.ts';
import { inParallel, sleep } from '../load/wait.ts';
import { warmUp } from '../load/warm-up.ts';
import type { Scenario } from '../scenario.ts';

const READERS = 200;
/** ms between two edits. */
const PERIOD = 20;
const WARM_UP = 1500;

/** One writes, many read: what a delivery costs. */
export const fanOut: Scenario = {
  name: 'fan-out',
  title: '1 writer × 50 edits/s → 200 readers',
  kinds: ['relay', 'batching', 'weft'],
  rounds: { full: 3, quick: 1 },
  run: async (bench, kind) => {
    const server = await bench.start(kind);
    const { port } = server;
    await warmUp(server, bench);
    const latencies = new Latencies();
    const sentAt: number[] = [];
    let delivered = 0;
    const onEdit = (_client: number, clock: number, length: number): void => {
      delivered += length;
      for (let at = clock; at < clock + length; at++) latencies.add(performance.now() - (sentAt[at] as number));
    };
    await inParallel(READERS, 20, () => Client.join({ port, room: 'fan-out', onEdit }));
    const writer = await Client.join({ port, room: 'fan-out' });
    const typist = new Typist(1000);
    const write = (): void => {
      sentAt[typist.clock] = performance.now();
      writer.write(typist.frame());
    };
    const stop = startPacer({ period: PERIOD, actors: 1, random: seeded(bench.seed), act: write });
    await sleep(WARM_UP);
    latencies.clear();
    delivered = 0;
    const { cpu } = await measureFor(server, bench.quick ? 2000 : 3000);
    const figures = { cpu: (1000 * cpu) / delivered, p99: latencies.at(0.99) };
    stop();
    await server.end();
    return figures;
  },
  rows: [
    {
      what: 'server CPU per delivery',
      figure: 'cpu',
      unit: 'µs',
      against: 'relay',
      target: '≤ 1.15× relay',
      met: ({ ratio }) => ratio <= 1.15,
    },
  ],
};
