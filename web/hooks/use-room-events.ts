import { useEffect, useState } from 'react';
import type { EventType, WeftEvent } from '../../shared/events.ts';
import { useKit } from './kit-context.ts';

export type { WeftEvent };

/** Events that are remembered: they are for showing what just happened. */
const REMEMBERED = 50;

const NONE: readonly WeftEvent[] = Object.freeze([]);

interface Log {
  readonly room: string;
  readonly events: readonly WeftEvent[];
}

/** The last live events of a room since this component looks, newest last. `types` must be a constant. */
export function useRoomEvents(room: string, types: readonly EventType[]): readonly WeftEvent[] {
  const kit = useKit();
  const [log, setLog] = useState<Log>({ room, events: NONE });
  useEffect(() => {
    if (kit === null) return;
    const add = (event: WeftEvent): void => {
      if (event.room_id !== room) return;
      setLog((last) => ({ room, events: [...(last.room === room ? last.events : NONE), event].slice(-REMEMBERED) }));
    };
    const stops = types.map((type) => kit.service.on(type, add));
    return () => {
      for (const stop of stops) stop();
    };
  }, [kit, room, types]);
  return log.room === room ? log.events : NONE;
}
