import { useEffect } from 'react';

/** While mounted, the browser asks before the page is left: something that was written is in this tab alone. */
export function LeaveGuard(): null {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
  return null;
}
