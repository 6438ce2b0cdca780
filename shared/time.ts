/** Clock and timers, passed in so that tests can hold them still. */
export interface Time {
  /** Wall clock, ms since 1970: for what is shown or stored. */
  now(): number;
  /** Monotonic clock, ms from an arbitrary start: for what is measured. */
  monotonic(): number;
  /** Runs `task` once after `ms` (clamped to what timers can hold, 24.8 days). Returns its cancel. */
  after(ms: number, task: () => void): () => void;
  /** Runs `task` every `ms`. Returns its stop. */
  every(ms: number, task: () => void): () => void;
}

/** Random numbers in [0, 1), passed in so that a seed can repeat a run. */
export type Random = () => number;
