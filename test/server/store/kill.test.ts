import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'vite';
import { expect, it } from 'vitest';
import type { Store } from '../../../server/store/store.ts';
import { run } from '../../support/command.ts';
import { eventually } from '../../support/eventually.ts';
import { ROOT } from '../../support/house.ts';
import { runSeed, seeded } from '../../support/random.ts';
import { KILL_ROOMS, STEP, type Step } from './kill-steps.ts';
import { collect, record, wholeHistory } from './records.ts';
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

/** The newest step that lines with `mark` tell. */
function newest(output: string, mark: string): number {
  const steps = output
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith(`${mark} `))
    .map((line) => Number(line.slice(2)));
  return Math.max(0, ...steps);
}

/** The newest step on disk. Throws unless rooms, cursors and table are all as that step left them. */
async function checkedStep(store: Store, round: string): Promise<number> {
  const [entry] = await collect(store.entries(STEP, { reverse: true, limit: 1 }));
  if (entry === undefined) throw new Error(`${round}: no step is on disk.`);
  const step = JSON.parse(Buffer.from(entry.value).toString()) as Step;
  for (const room of KILL_ROOMS) {
    const history = await wholeHistory(store, room);
    const head = step[room] ?? 0;
    expect(history.length, `${round}, room ${room}`).toBe(head);
    expect(history, `${round}, room ${room}`).toEqual(history.map(({ author }, index) => record(index + 1, { author })));
    expect((await store.read(room)).head, `${round}, room ${room}`).toBe(head);
    // Each step sets the cursors of the rooms that it writes to.
    expect(await store.cursor('follower', room), `${round}, cursor of ${room}`).toBe(head);
  }
  return Number(entry.key);
}

it(`kill -9 at ${ROUNDS} random instants loses nothing that was acknowledged, and brings steps whole or not at all (seed ${SEED})`, async () => {
  const random = seeded(SEED);
  const child = await builtChild();
  const folder = await temporaryFolder();
  for (let round = 0; round < ROUNDS; round++) {
    const writer = run(process.execPath, [child, folder, String(SEED + round)]);
    const acks = ACKS + random.below(200);
    await eventually(`${acks} acks`, () => writer.output.stdout.split('\n=').length > acks, {
      seen: () => writer.output.stderr,
    });
    await sleep(random.next() * 10);
    writer.kill('SIGKILL');
    expect(await writer.ended).toMatchObject({ signal: 'SIGKILL' });

    const store = await openLevel(folder);
    const step = await checkedStep(store, `round ${round}`);
    expect(step, `round ${round}`).toBeGreaterThanOrEqual(newest(writer.output.stdout, '='));
    expect(step, `round ${round}`).toBeLessThanOrEqual(newest(writer.output.stdout, '+'));
    expect((await collect(store.entries(STEP))).length, `round ${round}`).toBe(step);
    await store.close();
  }
}, 120_000);
