import type { Time } from '../../shared/time.ts';

interface Timer {
  due: number;
  readonly order: number;
  readonly every: number | null;
  readonly task: () => void;
}

/** A `Time` that a test moves. */
export interface TestTime extends Time {
  /** Moves both clocks forward and runs what falls due, in order, each at its own time. */
  jump(ms: number): void;
  /** Timers that wait: a leak shows here. */
  readonly waiting: number;
  /** Ends all timers. */
  stop(): void;
}

/** Sorted timers over a clock that the caller owns. */
function createTimers(clock: { read(): number; set(ms: number): void }, changed: () => void) {
  const timers = new Set<Timer>();
  let order = 0;
  const add = (ms: number, every: number | null, task: () => void): (() => void) => {
    const timer: Timer = { due: clock.read() + ms, order: order++, every, task };
    timers.add(timer);
    changed();
    return () => timers.delete(timer);
  };
  const first = (): Timer | undefined => {
    let found: Timer | undefined;
    for (const timer of timers) {
      if (found === undefined || timer.due < found.due || (timer.due === found.due && timer.order < found.order)) found = timer;
    }
    return found;
  };
  const run = (until: number): void => {
    for (let timer = first(); timer !== undefined && timer.due <= until; timer = first()) {
      if (timer.due > clock.read()) clock.set(timer.due);
      if (timer.every === null) timers.delete(timer);
      else timer.due += Math.max(1, timer.every);
      timer.task();
    }
  };
  return { timers, add, first, run };
}

/** A clock that stands still until `jump`: nothing happens behind the test's back. */
export function heldTime(start = Date.UTC(2024, 0, 1)): TestTime {
  let elapsed = 0;
  const clock = {
    read: () => elapsed,
    set: (ms: number) => {
      elapsed = ms;
    },
  };
  const { timers, add, run } = createTimers(clock, () => {});
  return {
    now: () => start + elapsed,
    monotonic: () => elapsed,
    after: (ms, task) => add(ms, null, task),
    every: (ms, task) => add(ms, ms, task),
    jump: (ms) => {
      const until = elapsed + ms;
      run(until);
      elapsed = until;
    },
    get waiting() {
      return timers.size;
    },
    stop: () => timers.clear(),
  };
}

/**
 * The real clock, which a test can also push forward: windows of milliseconds pass by themselves, minutes pass at once.
 * For servers with real sockets.
 */
export function jumpingTime(): TestTime {
  let pushed = 0;
  let reading: number | null = null;
  let alarm: NodeJS.Timeout | undefined;
  const real = (): number => performance.now() + pushed;
  const clock = {
    read: () => reading ?? real(),
    set: (ms: number) => {
      reading = ms;
    },
  };
  const arm = (): void => {
    if (reading !== null) return;
    clearTimeout(alarm);
    const next = first();
    if (next !== undefined) alarm = setTimeout(due, Math.max(0, Math.ceil(next.due - real())));
  };
  const { timers, add, first, run } = createTimers(clock, arm);
  const runUntil = (until: number): void => {
    try {
      run(until);
    } finally {
      reading = null;
      arm();
    }
  };
  const due = (): void => runUntil(real());
  return {
    now: () => Date.now() + pushed + (reading === null ? 0 : reading - real()),
    monotonic: () => clock.read(),
    after: (ms, task) => add(ms, null, task),
    every: (ms, task) => add(ms, ms, task),
    jump: (ms) => {
      reading = real();
      pushed += ms;
      runUntil(reading + ms);
    },
    get waiting() {
      return timers.size;
    },
    stop: () => {
      timers.clear();
      clearTimeout(alarm);
    },
  };
}
