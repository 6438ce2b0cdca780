import type { Time } from '../../shared/time.ts';
import { ApiError } from './api.ts';
import { systemTime } from './time.ts';
import { browserWake, type Wake } from './wake.ts';

/** ms between two attempts while the server is away. */
const AGAIN = 5_000;

/** What a server says that is away, or a proxy in its place. */
const AWAY: readonly string[] = ['unreachable', 'server.fault'];

export interface Question<T> {
  readonly ask: () => Promise<T>;
  readonly answered: (answer: T) => void;
  /** Told of each attempt that failed. Where the server is away another one follows, else this is the end. */
  readonly failed: (error: unknown) => void;
  readonly time?: Time;
  /** What makes it worth trying again at once. Default: the browser comes online, the tab becomes visible. */
  readonly wake?: Wake;
}

/** Asks the server something, and asks again until it can be reached. Returns its stop. */
export function askServer<T>({ ask, answered, failed, time = systemTime, wake = browserWake }: Question<T>): () => void {
  let over = false;
  let asking = false;
  let cancel = (): void => {};
  const end = (): void => {
    over = true;
    cancel();
    stopWake();
  };
  const attempt = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    cancel();
    let answer: T;
    try {
      answer = await ask();
    } catch (error) {
      if (over) return;
      if (isServerAway(error)) cancel = time.after(AGAIN, () => void attempt());
      else end();
      failed(error);
      return;
    } finally {
      asking = false;
    }
    if (over) return;
    end();
    answered(answer);
  };
  const stopWake = wake(() => void attempt());
  void attempt();
  return end;
}

/** Whether a call failed only because the server can't be reached just now. */
export function isServerAway(error: unknown): boolean {
  return error instanceof ApiError && AWAY.includes(error.code);
}
