import { type JSX, useState } from 'react';
import { flushSync } from 'react-dom';
import { useService, type WebSocketService } from '../../hooks/use-service.ts';
import { useStoreOr } from '../../hooks/use-store.ts';
import { useSyncFact, useSyncStatus } from '../../hooks/use-sync-status.ts';
import { LeaveGuard } from './leave-guard.ts';
import { KeepsNothingNotice, RefusedNotice, TroubleNotice } from './notices.tsx';
import { useServiceNews } from './service-news.ts';
import { worstTrouble } from './troubles.ts';
import type { Here } from './use-here.ts';

/**
 * The one place that tells what somebody must act on, one thing at a time: words that can't reach the server any more come first, then what keeps
 * the page's own rooms from saving, then other rooms. It also asks before the page is left with something that is in this tab alone.
 */
export function Banners({ here }: { readonly here: Here }): JSX.Element | null {
  const service = useService();
  return service === null ? null : <ServiceBanners service={service} here={here} />;
}

function ServiceBanners({ service, here }: { readonly service: WebSocketService; readonly here: Here }): JSX.Element {
  const { refused, keepsNothing } = useServiceNews();
  const kept = useStoreOr(service.kept, true);
  const [leaving, setLeaving] = useState(false);
  useSyncStatus();
  const room = worstTrouble(service, here);
  return (
    <>
      {!leaving && <Guard service={service} />}
      {refused.length > 0 ? (
        <RefusedNotice />
      ) : room !== null ? (
        <TroubleNotice service={service} room={room} kept={kept} onLeave={() => flushSync(() => setLeaving(true))} />
      ) : (
        keepsNothing && <KeepsNothingNotice />
      )}
    </>
  );
}

/** A component of its own, because it renders with every edit. */
function Guard({ service }: { readonly service: WebSocketService }): JSX.Element | null {
  const { refused } = useServiceNews();
  const unsent = useSyncFact({ status: service.syncStatus }, (status) => status.unsent > 0);
  const kept = useStoreOr(service.kept, true);
  return (unsent && !kept) || refused.length > 0 ? <LeaveGuard /> : null;
}
