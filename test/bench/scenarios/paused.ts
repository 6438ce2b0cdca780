import { Client } from '../load/client.ts';
import { Typist } from '../load/edits.ts';
import { Latencies } from '../load/latencies.ts';
import { inParallel, sleep, until } from '../load/wait.ts';
import { warmUp } from '../load/warm-up.ts';
import type { Scenario, Server } from '../scenario.ts';

const READERS = 6;
const PAUSED = 4;
const TOTAL = 20 * 1024 * 1024;
/** Bytes of one edit, which replaces the one before: the document stays small. */
const EDIT = 20 * 1024;
/** ms between two edits. */
const PERIOD = 5;

/** Some readers stop reading. Who has to pay for it? */
export const paused: Scenario = {
  name: 'paused',
  title: 'paused readers while 20 MB pass',
  kinds: ['relay', 'weft'],
  rounds: { full: 2, quick: 1 },
  run: async (bench, kind) => {
    const server = await bench.start(kind);
    const { port } = server;
    await warmUp(server, bench);
    const latencies = new Latencies();
    const sentAt = new Map<number, number>();
    let arrived = 0;
    const onEdit = (_client: number, clock: number): void => {
      const at = sentAt.get(clock);
      if (at === undefined) return;
      arrived++;
      latencies.add(performance.now() - at);
    };
    await inParallel(READERS, READERS, () => Client.join({ port, room: 'paused', onEdit }));
    const lazy = await inParallel(PAUSED, PAUSED, () => Client.join({ port, room: 'paused' }));
    const writer = await Client.join({ port, room: 'paused' });
    const typist = new Typist(1000);
    const text = 'x'.repeat(EDIT);
    /** Passes 20 MB and returns by how much the server has grown, and the readers' p99. */
    const pass = async (): Promise<{ grown: number; p99: number }> => {
      const before = await settledMemory(server);
      latencies.clear();
      arrived = 0;
      const edits = TOTAL / EDIT;
      for (let edit = 0; edit < edits; edit++) {
        const { clock } = typist;
        sentAt.set(clock, performance.now());
        writer.write(typist.frame(text, clock > 0 ? { clock: clock - EDIT, length: EDIT } : null));
        await sleep(PERIOD);
      }
      await until('the readers that read have everything', () => arrived >= READERS * edits);
      const p99 = latencies.at(0.99);
      return { grown: (await settledMemory(server)) - before, p99 };
    };
    await pass();
    const all = await pass();
    for (const client of lazy) client.socket.pause();
    const some = await pass();
    await server.end();
    const mb = 1024 * 1024;
    const each = Math.max(0, some.grown - Math.max(0, all.grown)) / PAUSED / mb;
    return { each, p99: some.p99, before: all.p99, change: some.p99 - all.p99 };
  },
  rows: [
    { what: 'memory for each paused reader', figure: 'each', unit: 'MB', target: '≤ 2 MB', met: ({ weft }) => weft <= 2 },
    { what: 'p99 of the other readers', figure: 'p99', unit: 'ms', target: '', met: () => true },
    { what: 'change of it by the pause', figure: 'change', unit: 'ms', target: 'unchanged', met: ({ weft }) => weft <= 5 },
  ],
};

/** Resident memory after a while of rest. */
async function settledMemory(server: Server): Promise<number> {
  await sleep(500);
  return server.memory();
}
