import { type JSX, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { useApp } from '../app-context.ts';
import { problemText } from '../problem-text.ts';

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
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setProblem('');
    try {
      await onConfirm();
    } catch (error) {
      setProblem(problemText(error, text));
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} close={text.common.close} onClose={onClose}>
      <div className="form">
        <p>{what}</p>
        <p role="alert" className="fault">
          {problem}
        </p>
        <div className="form-end">
          <button type="button" className="button" onClick={onClose}>
            {text.common.cancel}
          </button>
          <button type="button" className="button button-bad" disabled={busy} onClick={confirm}>
            {action}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
