import { expect, it } from 'vitest';
import { runSeed, seeded } from '../support/random.ts';
import { type TestServer, testServer } from '../support/server.ts';
import { Session } from './session.ts';

const { WEFT_SEEDS, WEFT_LONG } = process.env;
/** Sessions of each kind. A failing one is repeated with its seed: `WEFT_SEED=… WEFT_SEEDS=1`. */
const SESSIONS = WEFT_SEEDS === undefined ? (WEFT_LONG === undefined ? 100 : 5_000) : Number(WEFT_SEEDS);
/** Sessions that share a server and its restarts. */
const AT_ONCE = 20;
/** Small enough that rooms leave memory, logs are packed and readers lag within a session. */
const LIMITS = { idleDocument: 30, idleRoom: 30, tailRecords: 20, outboxBytes: 4_096, drain: 50 };

const seed = runSeed();

/** Runs sessions side by side while `disturb` does its worst, then lets all of them settle. */
async function explore(server: TestServer, seed: number, disturb: () => Promise<void>): Promise<void> {
  for (let first = 0; first < SESSIONS; first += AT_ONCE) {
    const random = seeded(seed + first);
    const sessions = Array.from({ length: Math.min(AT_ONCE, SESSIONS - first) }, (_, index) => new Session(server, seed + first + index));
    const running = Promise.all(sessions.map((session) => session.run()));
    for (let times = random.between(1, 2); times > 0; times--) {
      await server.breathe(random.between(20, 120));
      await disturb();
    }
    await running;
    await Promise.all(sessions.map((session) => session.agree()));
  }
}

it(`all documents are equal in the end, whoever drops or reads slowly, over restarts: ${SESSIONS} sessions from seed ${seed}`, {
  timeout: 60_000 + SESSIONS * 1_000,
}, async () => {
  const server = await testServer({ store: 'level', limits: LIMITS });
  await explore(server, seed, () => server.restart());
  expect((await server.counters()).updates).toBeGreaterThan(0);
});

it(`all documents are equal in the end, over crashes that lose what isn’t saved: ${SESSIONS} sessions from seed ${seed + SESSIONS}`, {
  timeout: 60_000 + SESSIONS * 1_000,
}, async () => {
  const server = await testServer({ limits: LIMITS, errorsExpected: true });
  await explore(server, seed + SESSIONS, () => server.crash());
  expect((await server.counters()).updates).toBeGreaterThan(0);
});
