import { type JSX, useMemo } from 'react';
import { TroubleBanner } from '../../components/trouble-banner.tsx';
import { useService } from '../../hooks/use-service.ts';
import { useSyncStatus } from '../../hooks/use-sync-status.ts';
import { useApp } from '../app-context.ts';
import { LeaveGuard } from './leave-guard.ts';
import type { Here } from './use-here.ts';

/** What somebody must act on, and what asks before the page is left with something unsent. */
export function Banners({ here }: { readonly here: Here }): JSX.Element {
  const { text } = useApp();
  const service = useService();
  const status = useSyncStatus();
  const guarded = useMemo(() => (service === null ? null : { status: service.syncStatus }), [service]);
  const trouble =
    here.document === null ? { ...text.trouble, unknown: text.workspace.unknown, forbidden: text.workspace.forbidden } : text.trouble;
  return (
    <>
      {guarded !== null && <LeaveGuard source={guarded} />}
      {status.code !== null && (
        <TroubleBanner code={status.code} text={trouble} onRetry={() => service?.reconnect()} onReload={() => location.reload()} />
      )}
    </>
  );
}
