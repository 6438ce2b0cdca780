import { expect, it } from 'vitest';
import { EditedSession } from './rescue/edited-session.ts';
import { RescueSession } from './rescue/session.ts';

const { WEFT_SEEDS, WEFT_LONG } = process.env;
/** Sessions of each kind; the same at each `npm test`. */
const SESSIONS = WEFT_SEEDS === undefined ? (WEFT_LONG === undefined ? 100 : 5_000) : Number(WEFT_SEEDS);
/** With editors they take longer. */
const EDITED = Math.ceil(SESSIONS / 5);
/**
 * So many words a session may be wrong in the long form: where a writer and a remover both close their pages or lose their lines between a removal
 * and the moment when the words would be put back, nobody is left who knows them.
 */
const FORLORN = WEFT_LONG === undefined ? 0 : 0.02;

const timeout = 60_000 + SESSIONS * 500;

interface Session {
  run(steps: number): Promise<void>;
  faults(): readonly string[];
  stop(): void;
}

/** Runs sessions, and tells what was wrong where that is too much. */
async function check(sessions: number, steps: number, begin: (seed: number) => Session): Promise<void> {
  const faults: string[] = [];
  for (let seed = 1; seed <= sessions; seed++) {
    const session = begin(seed);
    await session.run(steps);
    faults.push(...session.faults().map((fault) => `Seed ${seed}: ${fault}`));
    session.stop();
  }
  expect(faults.length, faults.join('\n')).toBeLessThanOrEqual(sessions * FORLORN);
}

it(`each word that its remover hadn’t seen stands once, and no other that was removed: ${SESSIONS} sessions`, { timeout }, () =>
  check(SESSIONS, 60, (seed) => new RescueSession(seed, { moves: false })),
);

it(`no word is lost that its remover hadn’t seen, where blocks are moved and joined, too: ${SESSIONS} sessions`, { timeout }, () =>
  check(SESSIONS, 60, (seed) => new RescueSession(seed, { moves: true })),
);

it(`no letter is lost that its remover hadn’t seen, where real editors change whatever they can: ${EDITED} sessions`, { timeout }, () =>
  check(EDITED, 80, (seed) => new EditedSession(seed)),
);
