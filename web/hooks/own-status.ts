import type { PresenceStatus } from '../../shared/model/presence.ts';
import type { Time } from '../../shared/time.ts';
import type { WebSocketService } from '../client/service-types.ts';
import { createStore, type ReadableStore } from '../client/store.ts';
import type { KeptChoice, OwnChoice } from './own-choice.ts';

/** ms without a sign of life after which somebody counts as away. */
export const AWAY_AFTER = 5 * 60_000;

/** What a person does at a page. */
const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'focus', 'visibilitychange'] as const;

/** Calls `listener` at each sign of life; `entered` says that the person came to this tab from elsewhere. Returns its stop. */
export type Activity = (listener: (entered: boolean) => void) => () => void;

export const browserActivity: Activity = (listener) => {
  const onSign = ({ type, target }: Event): void => {
    if (type === 'visibilitychange') {
      if (document.visibilityState === 'visible') listener(true);
      return;
    }
    // The focus of something in the page comes by here, too: only the window's own says that somebody came.
    listener(type === 'focus' && target === window);
  };
  for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, onSign, { capture: true, passive: true });
  return () => {
    for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, onSign, { capture: true });
  };
};

/** How this person is shown to the others: as they chose, and away while nothing is heard of them. */
export interface OwnStatus {
  readonly status: ReadableStore<PresenceStatus>;
  choose(choice: OwnChoice): void;
  stop(): void;
}

export interface OwnStatusOptions {
  readonly service: Pick<WebSocketService, 'setPresence'>;
  readonly time: Time;
  readonly activity: Activity;
  /** Null where nobody said who they are: the choice lasts as long as the page. */
  readonly kept: KeptChoice | null;
}

export function createOwnStatus({ service, time, activity, kept }: OwnStatusOptions): OwnStatus {
  let chosen: OwnChoice = kept?.read() ?? 'online';
  const status = createStore<PresenceStatus>(chosen, Object.is);
  let lastSign = time.monotonic();
  let cancel: (() => void) | null = null;

  const show = (next: PresenceStatus): void => {
    status.set(next);
    service.setPresence({ status: next });
  };
  const take = (choice: OwnChoice): void => {
    chosen = choice;
    if (cancel !== null) show(chosen);
  };
  // Of several tabs the one counts that was taken up last.
  const enter = (): void => service.setPresence({ active: time.now() });
  // One timer that looks again, not one that every move of the mouse sets anew.
  const watch = (): void => {
    const left = lastSign + AWAY_AFTER - time.monotonic();
    cancel = left > 0 ? time.after(left, watch) : null;
    if (left <= 0) show('away');
  };
  const stopActivity = activity((entered) => {
    lastSign = time.monotonic();
    if (entered) enter();
    if (cancel !== null) return;
    show(chosen);
    watch();
  });
  const stopKept = kept?.watch(take);
  show(chosen);
  enter();
  watch();
  return {
    status,
    choose: (choice) => {
      kept?.write(choice);
      take(choice);
    },
    stop: () => {
      cancel?.();
      stopActivity();
      stopKept?.();
    },
  };
}
