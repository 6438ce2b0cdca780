import { type JSX, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { useService } from '../../hooks/use-service.ts';
import { useSyncStatus } from '../../hooks/use-sync-status.ts';
import { ROUTES } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import { forgetKept } from '../browser/forget-kept.ts';
import { downloadUnsent } from '../browser/unsent-download.ts';

/** Signs out of this browser: what was never sent is waited for, or offered as a file first; nothing of this person stays here. */
export function SignOutDialog(): JSX.Element {
  const { text, open, close, signOut } = useApp();
  const service = useService();
  const { kind, unsent } = useSyncStatus();
  const [state, setState] = useState<'asking' | 'leaving' | 'failed'>('asking');
  const words = text.person.leaving;
  const sending = kind === 'saving';
  const lost = unsent > 0 && !sending;

  const leave = async (save: boolean): Promise<void> => {
    setState('leaving');
    try {
      const edits = (await service?.forget()) ?? [];
      if (save) downloadUnsent(edits);
      forgetKept();
      await signOut?.();
      // Whoever comes next begins at the start, not where somebody else was.
      history.replaceState(null, '', ROUTES.home);
      // Once more: what was under way meanwhile may have kept something.
      forgetKept();
    } catch (error) {
      reportError(error);
      setState('failed');
    }
  };
  return (
    <Dialog title={words.title} close={text.common.close} onClose={close} className="sign-out">
      <p>{words.kept}</p>
      {lost || sending ? (
        <p role="status" className="sign-out-unsent">
          {sending ? words.sending(unsent) : words.unsent(unsent)}
        </p>
      ) : (
        <p className="sign-out-way">
          {words.way}{' '}
          <button type="button" onClick={() => open({ kind: 'profile' })}>
            {text.person.makeLink}
          </button>
        </p>
      )}
      <p role="alert" className="fault">
        {state === 'failed' ? words.failed : ''}
      </p>
      <div className="sign-out-end">
        <button type="button" className="button" disabled={state === 'leaving'} onClick={close}>
          {words.stay}
        </button>
        {lost && (
          <button type="button" className="button button-bad" disabled={state === 'leaving'} onClick={() => void leave(false)}>
            {words.leaveWithout}
          </button>
        )}
        <button type="button" className="button button-primary" disabled={sending || state === 'leaving'} onClick={() => void leave(true)}>
          {state === 'leaving' ? words.leaving : lost ? words.downloadAndLeave : words.leave}
        </button>
      </div>
    </Dialog>
  );
}
