import { updateFrame } from '../../../shared/protocol.ts';
import { readRecords, writeRecords } from '../data/records.ts';
import { typingTrace } from '../data/typing-trace.ts';
import { Client } from '../load/client.ts';
import { measure, measureFor } from '../load/measure.ts';
import { sleep, until } from '../load/wait.ts';
import { frameBytes } from '../load/websocket-frame.ts';
import type { Bench, Scenario, Server } from '../scenario.ts';

export const FED_ROOM = 'fed';
/** Edits that may be on their way unacked: more would only wait in buffers. */
const UNACKED = 4096;
/** Edits of one write: what a client that types into a slow line has ready at once. */
const CHUNK = 64;
/** ms after the last ack in which left-over work shows. */
const AFTERWARDS = 4000;

/** The trace's updates, in a file that is made once. */
export function traceFile(bench: Bench): Promise<string> {
  return bench.once('trace', (file) => writeRecords(file, typingTrace(bench.seed).updates));
}

/** Feeds a room with the trace, edit by edit, and waits until the last is saved. Returns how many there were. */
export async function feedRoom(bench: Bench, server: Server): Promise<number> {
  const chunks: { readonly frames: Buffer; readonly edits: number }[] = [];
  const updates = readRecords(await traceFile(bench));
  for (let at = 0; at < updates.length; at += CHUNK) {
    const some = updates.slice(at, at + CHUNK);
    chunks.push({ frames: Buffer.concat(some.map((update) => frameBytes(updateFrame(update), { masked: true }))), edits: some.length });
  }
  const client = await Client.join({ port: server.port, room: FED_ROOM, acks: true });
  await until('the first ack', () => client.saved > 0);
  for (const { frames, edits } of chunks) {
    while (client.written - client.saved > UNACKED || client.socket.queued > 0) await new Promise((resolve) => setImmediate(resolve));
    client.write(frames, edits);
  }
  await until('all edits are saved', () => client.saved === client.written);
  await client.close();
  return updates.length;
}

/** One document, fed key by key: what the way into the log costs. */
export const feed: Scenario = {
  name: 'feed',
  title: 'one document fed 259,778 edits one by one',
  kinds: ['weft'],
  rounds: { full: 3, quick: 1 },
  run: async (bench, kind) => {
    await traceFile(bench);
    const server = await bench.start(kind);
    await sleep(500);
    const done = measure(server);
    const edits = await feedRoom(bench, server);
    const { ms, cpu } = done();
    const after = await measureFor(server, AFTERWARDS);
    await server.stop();
    return { rate: (1000 * edits) / ms, cpu: (1000 * cpu) / edits, left: after.cpu };
  },
  rows: [
    { what: 'saved edits', figure: 'rate', unit: '/s', target: '≥ 25,000/s', met: ({ weft }) => weft >= 25_000 },
    { what: 'server CPU per edit', figure: 'cpu', unit: 'µs', target: '', met: () => true },
    { what: 'CPU in the 4 s afterwards', figure: 'left', unit: 'ms', target: 'nothing left to do', met: ({ weft }) => weft < 500 },
  ],
};
