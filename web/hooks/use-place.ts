import { useEffect } from 'react';
import type { Place } from '../../shared/model/presence.ts';
import { systemTime } from '../client/time.ts';
import { useService } from './use-service.ts';

export type { Place };

/** Tells the others in the project where one is, for as long as the component is mounted: call it once a page. Null is nowhere in particular. */
export function usePlace(place: Place | null): void {
  const service = useService();
  const kind = place?.kind;
  const id = place?.id;
  useEffect(() => {
    // Going somewhere is taking up this tab.
    service?.setPresence({ place: kind === undefined || id === undefined ? null : { kind, id }, active: systemTime.now() });
  }, [service, kind, id]);
  // Apart from the above, so that going from one place to the next isn't told as two steps.
  useEffect(() => () => service?.setPresence({ place: null }), [service]);
}
