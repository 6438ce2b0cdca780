import { Client } from '../load/client.ts';
import { Typist } from '../load/edits.ts';
import { measureFor } from '../load/measure.ts';
import { inParallel, sleep, until } from '../load/wait.ts';
import type { Figures, Kind, Scenario, Server } from '../scenario.ts';

const TEXT = 'x'.repeat(5 * 1024);
const AT_ONCE = 40;
/** Documents that are written first, so that what is measured is documents and not a server and a database that warm up. */
const FIRST = 300;
/** ms after which a server has let go of them. */
const FORGOTTEN = 13_000;
const KB = 1024;

/** ms until open documents are measured: what nobody edits has left memory after 35 s; the quick form is too impatient for that. */
const REST = { full: 38_000, quick: 8000 };

/** Opens a document and writes 5 KB into it. */
async function write(server: Server, room: string, acks: boolean): Promise<Client> {
  const client = await Client.join({ port: server.port, room, acks });
  client.write(new Typist(1000).frame(TEXT));
  if (acks) await until('the document is saved', () => client.saved === 2);
  return client;
}

/**
 * Resident memory of a server that has run for a while and has nothing to do, without garbage: what documents cost is counted
 * from there, with all the garbage that they leave.
 */
async function memoryAtRest(server: Server, kind: Kind): Promise<number> {
  await inParallel(FIRST, AT_ONCE, async (index) => (await write(server, `first/${index}`, kind === 'weft')).close());
  await sleep(FORGOTTEN);
  await server.collect();
  await sleep(1000);
  return server.memory();
}

/** Documents that were written, and that everybody left: they should cost nothing. */
export const leftDocuments: Scenario = {
  name: 'left',
  title: '10,000 documents of 5 KB written and left, after 30 s',
  kinds: ['relay', 'weft'],
  rounds: { full: 1, quick: 1 },
  run: async (bench, kind) => {
    const count = bench.quick ? 2000 : 10_000;
    const server = await bench.start(kind);
    const writeAndLeave = async (room: string): Promise<void> => (await write(server, room, kind === 'weft')).close();
    const before = await memoryAtRest(server, kind);
    await inParallel(count, AT_ONCE, (index) => writeAndLeave(`left/${index}`));
    await sleep(bench.quick ? 13_000 : 30_000);
    const figures = { memory: (server.memory() - before) / count / KB };
    await server.end();
    return figures;
  },
  rows: [
    {
      what: 'resident memory a document',
      figure: 'memory',
      unit: 'KB',
      target: '≤ relay + 1 KB',
      met: ({ weft, relay }) => weft <= relay + 1,
    },
  ],
};

/** Documents that somebody has open and nobody edits. */
export const openDocuments: Scenario = {
  name: 'open',
  title: '2,000 open idle documents, a client on each',
  kinds: ['relay', 'weft'],
  rounds: { full: 1, quick: 1 },
  run: async (bench, kind): Promise<Figures> => {
    const count = 2000;
    const server = await bench.start(kind);
    const before = await memoryAtRest(server, kind);
    await inParallel(count, AT_ONCE, (index) => write(server, `open/${index}`, kind === 'weft'));
    await sleep(REST[bench.quick ? 'quick' : 'full']);
    const memory = (server.memory() - before) / count / KB;
    const { cpu, ms } = await measureFor(server, bench.quick ? 3000 : 16_000);
    await server.end();
    return { memory, busy: (100 * cpu) / ms };
  },
  rows: [
    { what: 'memory a document with its connection', figure: 'memory', unit: 'KB', target: '≤ 18 KB', met: ({ weft }) => weft <= 18 },
    { what: 'idle CPU', figure: 'busy', unit: '%', target: '≤ 0.5 %', met: ({ weft }) => weft <= 0.5 },
  ],
};
