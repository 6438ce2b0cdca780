import { useCallback } from 'react';
import type { PresenceStatus } from '../../shared/model/presence.ts';
import { useKit } from './kit-context.ts';
import type { OwnChoice } from './own-choice.ts';
import { useStoreOr } from './use-store.ts';

/** How this person is shown to the others, and how to be shown: `away` comes and goes by itself; `busy` stays in this browser until it is taken back. */
export function useOwnStatus(): {
  readonly status: PresenceStatus;
  readonly setStatus: (status: OwnChoice) => void;
} {
  const kit = useKit();
  const status = useStoreOr<PresenceStatus>(kit?.ownStatus.status, 'online');
  const setStatus = useCallback((next: OwnChoice) => kit?.ownStatus.choose(next), [kit]);
  return { status, setStatus };
}
