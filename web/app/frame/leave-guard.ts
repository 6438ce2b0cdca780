import { useEffect } from 'react';
import { type Synced, useSyncFact } from '../../hooks/use-sync-status.ts';

/**
 * While something is unsent, the browser asks before the page is left: what was written lives in this tab alone.
 * A component of its own, because it renders with every edit.
 */
export function LeaveGuard({ source }: { readonly source: Synced }): null {
  const unsent = useSyncFact(source, (status) => status.unsent > 0);
  useEffect(() => {
    if (!unsent) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unsent]);
  return null;
}
