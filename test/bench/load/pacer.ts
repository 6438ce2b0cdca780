import type { Seeded } from '../../support/random.ts';

export interface PacerOptions {
  /** ms after which everybody has acted once. */
  readonly period: number;
  readonly actors: number;
  readonly random: Seeded;
  readonly act: (actor: number) => void;
}

/** Lets many act at one rate, each at a random moment of the period, as people do who don't know of each other. Returns its stop. */
export function startPacer({ period, actors, random, act }: PacerOptions): () => void {
  const turns = Array.from({ length: actors }, (_, actor) => ({ actor, phase: random.next() * period })).sort((a, b) => a.phase - b.phase);
  const start = performance.now();
  let next = 0;
  const timer = setInterval(() => {
    const now = performance.now() - start;
    for (;;) {
      const turn = turns[next % actors];
      if (turn === undefined || Math.floor(next / actors) * period + turn.phase > now) return;
      next++;
      act(turn.actor);
    }
  }, 1);
  return () => clearInterval(timer);
}
