import { Client } from '../load/client.ts';
import { Typist } from '../load/edits.ts';
import { measureFor } from '../load/measure.ts';
import { inParallel, sleep } from '../load/wait.ts';
import { warmUp } from '../load/warm-up.ts';
import type { Scenario } from '../scenario.ts';

const CLIENTS = 200;
const WRITERS = 20;
const FIRST_CLIENT = 1000;
/**
 * Edits that a writer has on their way: it writes the next when the last client of the room has got one. So no server is
 * given more than it passes on, however it does that.
 */
const ON_THE_WAY = 64;
const WARM_UP = 2000;

/** As much as the server can take: how many edits a second arrive at all. */
export const saturation: Scenario = {
  name: 'saturation',
  title: 'saturation, 200 clients, 20 writing',
  kinds: ['relay', 'batching', 'weft'],
  rounds: { full: 3, quick: 1 },
  run: async (bench, kind) => {
    const server = await bench.start(kind);
    const { port } = server;
    await warmUp(server, bench);
    let delivered = 0;
    const onEdit = (_client: number, _clock: number, length: number): void => {
      delivered += length;
    };
    const clients = await inParallel(CLIENTS - 1, 20, () => Client.join({ port, room: 'saturation', onEdit }));
    const typists = Array.from({ length: WRITERS }, (_, index) => new Typist(FIRST_CLIENT + index));
    const due = new Array<number>(WRITERS).fill(0);
    let running = true;
    const refill = (): void => {
      for (let index = 0; index < WRITERS; index++) {
        const count = due[index] as number;
        if (count === 0 || !running) continue;
        due[index] = 0;
        const typist = typists[index] as Typist;
        clients[index]?.write(Buffer.concat(Array.from({ length: count }, () => typist.frame())), count);
      }
    };
    let refilling = false;
    const onWitness = (client: number, clock: number, length: number): void => {
      onEdit(client, clock, length);
      due[client - FIRST_CLIENT] = (due[client - FIRST_CLIENT] as number) + length;
      if (refilling) return;
      refilling = true;
      setImmediate(() => {
        refilling = false;
        refill();
      });
    };
    // The last to join is the last in every server's list.
    await Client.join({ port, room: 'saturation', onEdit: onWitness });
    due.fill(ON_THE_WAY);
    refill();
    await sleep(WARM_UP);
    delivered = 0;
    const { ms, cpu } = await measureFor(server, bench.quick ? 2000 : 3000);
    const figures = { rate: delivered / ms / 1000, each: delivered / cpu / 1000 };
    running = false;
    await server.end();
    return figures;
  },
  rows: [
    {
      what: 'delivered edits',
      figure: 'rate',
      unit: 'M/s',
      against: 'batching',
      target: '≥ 0.85× batching',
      met: ({ ratio }) => ratio >= 0.85,
    },
    { what: 'of a second of server CPU', figure: 'each', unit: 'M', against: 'batching', target: '', met: () => true },
  ],
};
