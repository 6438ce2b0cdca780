import type { JSX } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { useApp } from '../app-context.ts';
import { useAttempt } from '../use-attempt.ts';

export interface ConfirmDialogProps {
  readonly title: string;
  /** What follows from it. */
  readonly what: string;
  /** What the button that does it is called. */
  readonly action: string;
  /** Does it. What it rejects with is told in the dialog, which stays open. */
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before something that can't be undone. */
export function ConfirmDialog({ title, what, action, onConfirm, onClose }: ConfirmDialogProps): JSX.Element {
  const { text } = useApp();
  const { busy, fault, run } = useAttempt();
  return (
    <Dialog title={title} close={text.common.close} onClose={onClose}>
      <div className="form">
        <p>{what}</p>
        <p role="alert" className="fault">
          {fault}
        </p>
        <div className="form-end">
          <button type="button" className="button" onClick={onClose}>
            {text.common.cancel}
          </button>
          <button type="button" className="button button-bad" disabled={busy} onClick={() => run(onConfirm)}>
            {action}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
