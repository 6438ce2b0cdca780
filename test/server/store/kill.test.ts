import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { run } from '../../support/command.ts';
import { eventually } from '../../support/eventually.ts';
import { ROOT } from '../../support/house.ts';
import { runSeed, seeded } from '../../support/random.ts';
import { records, wholeHistory } from './records.ts';
import { openLevel, temporaryFolder } from './support.ts';

const SEED = runSeed();
const ROUNDS = process.env.WEFT_LONG === '1' ? 30 : 6;
const ACKS = 200;

/** Node 20 runs no TypeScript: the child's file is bundled, its packages found through a link. */
async function builtChild(): Promise<string> {
  const folder = await temporaryFolder();
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const entry = join(ROOT, 'test/server/store/kill-child.ts');
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'silent',
    build: { ssr: entry, outDir: folder, emptyOutDir: false, target: 'node20' },
  });
  return join(folder, 'kill-child.js');
}

/** The newest seq of each room that lines with `mark` tell. */
function newest(output: string, mark: string): Map<string, number> {
  const seqs = new Map<string, number>();
  for (const line of output.split('\n').slice(0, -1)) {
    const [kind, room = '', seq] = line.split(' ');
    if (kind === mark) seqs.set(room, Math.max(seqs.get(room) ?? 0, Number(seq)));
  }
  return seqs;
}

it(`kill -9 at ${ROUNDS} random instants loses nothing that was acknowledged, and brings nothing that was not written (seed ${SEED})`, async () => {
  const random = seeded(SEED);
  const child = await builtChild();
  const folder = await temporaryFolder();
  const [acked, sent] = [new Map<string, number>(), new Map<string, number>()];
  for (let round = 0; round < ROUNDS; round++) {
    const writer = run(process.execPath, [child, folder, String(SEED + round)]);
    const acks = ACKS + random.below(200);
    await eventually(`${acks} acks`, () => writer.output.stdout.split('\n=').length > acks, {
      within: 20_000,
      seen: () => writer.output.stderr,
    });
    await sleep(random.next() * 10);
    writer.kill('SIGKILL');
    expect(await writer.ended).toMatchObject({ signal: 'SIGKILL' });
    for (const [room, seq] of newest(writer.output.stdout, '=')) acked.set(room, seq);
    for (const [room, seq] of newest(writer.output.stdout, '+')) sent.set(room, seq);

    const store = await openLevel(folder);
    for (const [room, seq] of acked) {
      const { head } = await store.read(room);
      expect(head, `round ${round}, room ${room}`).toBeGreaterThanOrEqual(seq);
      expect(head, `round ${round}, room ${room}`).toBeLessThanOrEqual(sent.get(room) ?? 0);
      expect(await wholeHistory(store, room), `round ${round}, room ${room}`).toEqual(records(1, head));
    }
    await store.close();
  }
}, 120_000);
