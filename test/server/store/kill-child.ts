/**
 * A process that writes through a journal until it is killed, for kill.test.ts. Arguments: data folder, seed.
 * Tells on stdout, before it appends, `+ <room> <seq>`, and when that is saved, `= <room> <seq>`.
 */
import { writeSync } from 'node:fs';
import { systemTime } from '../../../server/ops/time.ts';
import { createJournal } from '../../../server/store/journal.ts';
import { createLevelStore } from '../../../server/store/level.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { seeded } from '../../support/random.ts';
import { records, snapshotAt } from './records.ts';

const ROOMS = ['a', 'b', 'c', 'd', 'e'];

const [folder = '', seed = ''] = process.argv.slice(2);
const random = seeded(Number(seed));
const store = createLevelStore({ folder });
await store.open();
const journal = createJournal({ store, time: systemTime, limits: LIMITS });

const heads = new Map<string, number>();
for (const room of ROOMS) heads.set(room, (await journal.read(room)).head);

// The pipe's buffer is the only wait: what is written here reaches the parent, whatever becomes of this process.
const tell = (what: string): void => void writeSync(1, `${what}\n`);

for (;;) {
  for (let appends = random.between(1, 4); appends > 0; appends--) {
    const room = random.pick(ROOMS);
    const head = heads.get(room) ?? 0;
    const last = head + random.between(1, 5);
    heads.set(room, last);
    tell(`+ ${room} ${last}`);
    const saved = journal.append(room, records(head + 1, last)).then(() => tell(`= ${room} ${last}`));
    if (random.chance(0.02)) void saved.then(() => journal.compact(room, snapshotAt(last)));
  }
  await new Promise((resolve) => setTimeout(resolve, random.below(3)));
}
