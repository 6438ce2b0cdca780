import type { Time } from '../../shared/time.ts';

/** ms within which something must come in after a ping. */
const ANSWER_WITHIN = 10_000;

export interface HeartbeatOptions {
  readonly time: Time;
  /** ms between pings. */
  readonly interval: number;
  /** Sends a ping (rule NO3) that carries this number. */
  readonly ping: (nonce: number) => void;
  /** Nothing came in: the line is dead although nobody closed it. */
  readonly dead: () => void;
}

/** Finds out that a line is dead, which a browser's socket doesn't notice for minutes. */
export interface Heartbeat {
  start(): void;
  /** Something came in. */
  heard(): void;
  stop(): void;
}

export function createHeartbeat({ time, interval, ping, dead }: HeartbeatOptions): Heartbeat {
  let nonce = 0;
  let stopBeat: (() => void) | null = null;
  let stopWaiting: (() => void) | null = null;

  const heard = (): void => {
    stopWaiting?.();
    stopWaiting = null;
  };
  const stop = (): void => {
    heard();
    stopBeat?.();
    stopBeat = null;
  };
  const beat = (): void => {
    if (stopWaiting !== null) return;
    stopWaiting = time.after(ANSWER_WITHIN, () => {
      stop();
      dead();
    });
    ping(nonce++);
  };

  return {
    start: () => {
      if (stopBeat === null) stopBeat = time.every(interval, beat);
    },
    heard,
    stop,
  };
}
