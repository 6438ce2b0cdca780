import type { PresenceStatus } from '../../shared/model/presence.ts';
import type { Time } from '../../shared/time.ts';
import type { WebSocketService } from '../client/service-types.ts';
import { createStore, type ReadableStore } from '../client/store.ts';

/** ms without a sign of life after which somebody counts as away. */
export const AWAY_AFTER = 5 * 60_000;

/** What a person does at a page. */
const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'focus'] as const;

/** Calls `listener` at each sign of life. Returns its stop. */
export type Activity = (listener: () => void) => () => void;

export const browserActivity: Activity = (listener) => {
  for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, listener, { capture: true, passive: true });
  return () => {
    for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, listener, { capture: true });
  };
};

/** How this person is shown to the others: as they chose, and away while nothing is heard of them. */
export interface OwnStatus {
  readonly status: ReadableStore<PresenceStatus>;
  choose(status: Exclude<PresenceStatus, 'away'>): void;
  stop(): void;
}

export interface OwnStatusOptions {
  readonly service: Pick<WebSocketService, 'setPresence'>;
  readonly time: Time;
  readonly activity: Activity;
}

export function createOwnStatus({ service, time, activity }: OwnStatusOptions): OwnStatus {
  const status = createStore<PresenceStatus>('online', Object.is);
  let chosen: PresenceStatus = 'online';
  let lastSign = time.monotonic();
  let cancel: (() => void) | null = null;

  const show = (next: PresenceStatus): void => {
    status.set(next);
    service.setPresence({ status: next });
  };
  // One timer that looks again, not one that every move of the mouse sets anew.
  const watch = (): void => {
    const left = lastSign + AWAY_AFTER - time.monotonic();
    cancel = left > 0 ? time.after(left, watch) : null;
    if (left <= 0) show('away');
  };
  const stopActivity = activity(() => {
    lastSign = time.monotonic();
    if (cancel !== null) return;
    show(chosen);
    watch();
  });
  watch();
  return {
    status,
    choose: (next) => {
      chosen = next;
      if (cancel !== null) show(chosen);
    },
    stop: () => {
      cancel?.();
      stopActivity();
    },
  };
}
