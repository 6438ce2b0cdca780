import type { Time } from '../../shared/time.ts';

/** ms. Rule HB3: how long write frames may wait on an open line, before each of the two remedies. */
const PATIENCE = 10_000;

export interface AckWatchOptions {
  readonly time: Time;
  /** Say again what we know and what we have. */
  readonly resend: () => void;
  /** That didn't help either: leave this line and take another. */
  readonly reconnect: () => void;
}

/** Rule HB3. Notices when acks stay away although the line is open. */
export interface AckWatch {
  /** To be told how many write frames wait, and whether an ack has just decided some. */
  update(waiting: number, progress: boolean): void;
  stop(): void;
}

export function createAckWatch({ time, resend, reconnect }: AckWatchOptions): AckWatch {
  let cancel: (() => void) | null = null;
  let resent = false;

  const stop = (): void => {
    cancel?.();
    cancel = null;
    resent = false;
  };
  const arm = (): void => {
    cancel = time.after(PATIENCE, () => {
      cancel = null;
      if (resent) {
        reconnect();
      } else {
        resent = true;
        arm();
        resend();
      }
    });
  };

  return {
    update: (waiting, progress) => {
      if (waiting === 0 || progress) stop();
      if (waiting > 0 && cancel === null) arm();
    },
    stop,
  };
}
