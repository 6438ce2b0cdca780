import { expect, it } from 'vitest';
import { RescueSession } from './rescue/session.ts';

const { WEFT_SEEDS, WEFT_LONG } = process.env;
/** Sessions of each kind; the same at each `npm test`. */
const SESSIONS = WEFT_SEEDS === undefined ? (WEFT_LONG === undefined ? 100 : 5_000) : Number(WEFT_SEEDS);
/**
 * So many words may be wrong in the long form: where a writer and a remover both close their pages or lose their lines between a removal and the
 * moment when the words would be put back, nobody is left who knows them.
 */
const FORLORN = WEFT_LONG === undefined ? 0 : SESSIONS * 0.02;

const run = async (moves: boolean): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (let seed = 1; seed <= SESSIONS; seed++) {
    const session = new RescueSession(seed, { moves });
    await session.run(60);
    faults.push(...session.faults().map((fault) => `Seed ${seed}: ${fault}`));
    session.stop();
  }
  return faults;
};

const timeout = 60_000 + SESSIONS * 500;

it(`each word that its remover hadn’t seen stands once, and no other that was removed: ${SESSIONS} sessions`, { timeout }, async () => {
  const faults = await run(false);
  expect(faults.length, faults.join('\n')).toBeLessThanOrEqual(FORLORN);
});

it(`no word is lost that its remover hadn’t seen, where blocks are moved and joined, too: ${SESSIONS} sessions`, { timeout }, async () => {
  const faults = await run(true);
  expect(faults.length, faults.join('\n')).toBeLessThanOrEqual(FORLORN);
});
