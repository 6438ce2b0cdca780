/**
 * A process that writes through a journal until it is killed, for kill.test.ts. Arguments: data folder, seed.
 * Tells on stdout, before it hands a step over, `+ <step>`, and when that is saved, `= <step>`.
 *
 * A step is what is handed over in one tick: records of some rooms, their cursors and the step's own line in a table. Some delete a room first.
 */
import { writeSync } from 'node:fs';
import { systemTime } from '../../../server/ops/time.ts';
import { createJournal } from '../../../server/store/journal.ts';
import { createLevelStore } from '../../../server/store/level.ts';
import { type Cursor, StoreError } from '../../../server/store/store.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { seeded } from '../../support/random.ts';
import { KILL_ROOMS, STEP, type Step, stepKey } from './kill-steps.ts';
import { record, snapshotAt } from './records.ts';

const [folder = '', seed = ''] = process.argv.slice(2);
const random = seeded(Number(seed));
const store = createLevelStore({ folder });
await store.open();
const journal = createJournal({ store, time: systemTime, limits: LIMITS });

let step = 0;
for await (const { key } of journal.entries(STEP, { reverse: true, limit: 1 })) step = Number(key);
const heads = new Map<string, number>();
for (const room of KILL_ROOMS) heads.set(room, (await journal.read(room)).head);

// The pipe's buffer is the only wait: what is written here reaches the parent, whatever becomes of this process.
const tell = (what: string): void => void writeSync(1, `${what}\n`);

async function compact(room: string, covered: number): Promise<void> {
  try {
    await journal.compact(room, snapshotAt(covered));
  } catch (error) {
    // Too late for a room that was deleted meanwhile.
    if (!(error instanceof StoreError && error.code === 'store.order')) throw error;
  }
}

for (;;) {
  step++;
  tell(`+ ${step}`);
  const saved: Promise<void>[] = [];
  const cursors: Cursor[] = [];
  if (random.chance(0.05)) {
    const room = random.pick(KILL_ROOMS);
    saved.push(journal.write({ drops: [room] }));
    heads.set(room, 0);
  }
  for (let appends = random.between(1, 4); appends > 0; appends--) {
    const room = random.pick(KILL_ROOMS);
    const head = heads.get(room) ?? 0;
    const last = head + random.between(1, 5);
    heads.set(room, last);
    const more = Array.from({ length: last - head }, (_, index) => record(head + index + 1, { author: String(step) }));
    saved.push(journal.append(room, more));
    cursors.push({ name: 'follower', room, seq: last });
    if (random.chance(0.02)) {
      const covered = last;
      void saved.at(-1)?.then(() => compact(room, covered));
    }
  }
  const told: Step = Object.fromEntries(heads);
  saved.push(journal.write({ cursors, records: [{ table: STEP, key: stepKey(step), value: Buffer.from(JSON.stringify(told)) }] }));
  const saving = step;
  void Promise.all(saved).then(() => tell(`= ${saving}`));
  await new Promise((resolve) => setTimeout(resolve, random.below(3)));
}
