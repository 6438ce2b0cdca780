import { useEffect } from 'react';
import type { EventType, WeftEvent } from '../../shared/events.ts';
import { useKit } from './kit-context.ts';
import { useLatest } from './use-latest.ts';

export type { EventType, WeftEvent };

/** Calls the latest `listener` for each live event of that type in the rooms that are open. */
export function useRealtimeEvent(type: EventType, listener: (event: WeftEvent) => void): void {
  const kit = useKit();
  const latest = useLatest(listener);
  useEffect(() => kit?.service.on(type, (event) => latest.current(event)), [kit, type, latest]);
}
