import type { JSX } from 'react';
import type { InboxTab } from '../../hooks/use-notifications.ts';
import { useInboxContext } from './inbox-context.ts';

/** What an empty tab is for. */
export function InboxEmpty({ tab }: { readonly tab: InboxTab }): JSX.Element {
  const { text } = useInboxContext();
  const { what, hint } = text.empty[tab];
  return (
    <div className="weft-inbox-empty">
      <p>{what}</p>
      <p>{hint}</p>
    </div>
  );
}

/** Shows after 200 ms: what is there sooner needs no stand-in. */
export function InboxWaiting(): JSX.Element {
  return (
    <div className="weft-inbox-waiting" aria-hidden="true">
      <span />
      <span />
      <span />
    </div>
  );
}
