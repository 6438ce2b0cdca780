import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { CLOSE, CODES } from '../../shared/codes.ts';
import { readClientFrame } from '../../shared/protocol.ts';
import { DocClient } from '../support/doc-client.ts';
import { fingerprint, hasGaps } from '../support/fingerprint.ts';
import { runSeed, seeded } from '../support/random.ts';
import { RawClient } from '../support/raw-client.ts';
import { type ServerProcess, serverProcess } from '../support/server-process.ts';
import { type Hostile, hostileFrame, type Kind } from './hostile-frames.ts';

const FRAMES = process.env.WEFT_LONG === undefined ? 2_000 : 20_000;
/** Attackers at work at once. */
const ATTACKERS = 4;
/** ms. The issue's bound of what a frame may hold up everybody else. */
const STALL = 100;

const seed = runSeed();

/** What became of a frame: how its sender's connection ended, or how the frame was answered on the open line. */
async function outcome(server: ServerProcess, { bytes }: Hostile, attacker: string): Promise<string> {
  const line = await RawClient.open({ url: server.url, room: 'r', token: `${attacker}:editor` });
  // A write frame's refusal is told by index before the end.
  line.sent = 1;
  line.send(bytes);
  await Promise.race([line.roundTrip(30_000), line.ended(30_000)]).catch((error: unknown) => {
    if (line.closed === null) throw error;
  });
  if (line.closed === null && isWrite(bytes) && line.saved === 0) {
    await line.until('it is decided, or step 1 is outstanding', () => line.saved > 0 || line.frames.some(({ type }) => type === 'step1'));
  }
  const { closed } = line;
  line.terminate();
  if (closed === null) return line.refused[0]?.code ?? 'open';
  expect([CLOSE.badFrame, CLOSE.tooLarge]).toContain(closed.code);
  expect(CODES).toHaveProperty([closed.reason]);
  return closed.reason;
}

function isWrite(bytes: Uint8Array): boolean {
  const { type } = readClientFrame(bytes);
  return type === 'step2' || type === 'update';
}

it(`${FRAMES} hostile frames: no crash, no stall, no effect on others, and a coded answer for each (seed ${seed})`, {
  timeout: 60_000 + FRAMES * 100,
}, async () => {
  const random = seeded(seed);
  const server = await serverProcess({ limits: { ownerAnswer: 50, documentBytes: 64 * 1024 * 1024 } });
  const join = (token: string): Promise<DocClient> => DocClient.join({ url: server.url, room: 'r', token, record: false });
  const [ada, bob, vera] = [await join('ada:editor'), await join('bob:editor'), await join('vera:viewer')];
  ada.type('calm ');
  await ada.settled();
  const pid = server.pid;
  const outcomes = new Map<Kind, Map<string, number>>();
  let sent = 0;
  let longest = 0;
  let typed = 0;

  const attack = async (attacker: string): Promise<void> => {
    while (sent < FRAMES) {
      const hostile = hostileFrame(random, { clientId: ada.doc.clientID, state: Y.encodeStateAsUpdate(ada.doc) });
      sent++;
      const answer = await outcome(server, hostile, attacker).catch((error: unknown) => {
        throw new Error(`${hostile.kind}, seed ${seed}: ${String(error)}; ${Buffer.from(hostile.bytes.slice(0, 200)).toString('hex')}`, {
          cause: error,
        });
      });
      const answers = outcomes.get(hostile.kind) ?? new Map<string, number>();
      outcomes.set(hostile.kind, answers.set(answer, (answers.get(answer) ?? 0) + 1));
      if (sent % 20 === 0) {
        const busy = await server.busy();
        if (busy.longest > longest) longest = busy.longest;
        expect(busy.longest, `busy ms after ${hostile.kind}`).toBeLessThan(STALL);
        ada.type('a');
        bob.type('b');
        typed++;
      }
    }
  };
  await Promise.all(Array.from({ length: ATTACKERS }, (_, index) => attack(`mallory${index}`)));

  await Promise.all([ada.settled(), bob.settled()]);
  for (const client of [bob, vera]) {
    await client.line.until('all members agree', () => fingerprint(client.doc) === fingerprint(ada.doc));
    expect(client.line.isOpen).toBe(true);
    expect(hasGaps(client.doc)).toBe(false);
  }
  const letters = [...ada.text].sort().join('');
  expect(letters).toBe([...`calm ${'ab'.repeat(typed)}`].sort().join(''));
  expect(ada.line.refused).toEqual([]);
  expect(bob.line.refused).toEqual([]);
  expect(server.pid).toBe(pid);
  expect(await server.errors()).toEqual([]);
  for (const kind of [
    'garbage as update',
    'truncated',
    'truncated update',
    'huge number',
    'refused by scan',
    'thrown by Yjs',
    'deep awareness',
    'huge awareness',
  ] as const) {
    expect([...(outcomes.get(kind)?.keys() ?? [])], kind).not.toContain('open');
  }
  for (const kind of ['forged id', 'forged garbage collection'] as const)
    expect([...(outcomes.get(kind)?.keys() ?? [])], kind).toEqual(['update.forged']);
  const told = [...outcomes].map(
    ([kind, answers]) => `  ${kind}: ${[...answers].map(([answer, count]) => `${answer} ${count}`).join(', ')}`,
  );
  console.info(`hostile: ${sent} frames (seed ${seed}), longest busy ${longest.toFixed(0)} ms\n${told.join('\n')}`);
});
