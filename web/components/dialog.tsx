import { X } from 'lucide-react';
import { type DialogHTMLAttributes, type JSX, type ReactNode, useId, useLayoutEffect, useRef } from 'react';

export interface DialogProps extends Omit<DialogHTMLAttributes<HTMLDialogElement>, 'open' | 'title'> {
  readonly title: string;
  /** What the button that closes it is called. */
  readonly close: string;
  /** Escape, the button, and a click beside it. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal dialog, open while it is mounted. What had the focus before has it again afterwards. */
export function Dialog({ title, close, onClose, className = '', children, ...rest }: DialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same.
    <dialog
      {...rest}
      ref={dialog}
      className={`weft-root weft-dialog ${className}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={({ target }) => {
        if (target === dialog.current) onClose();
      }}
    >
      <header className="weft-dialog-header">
        <h2 id={id}>{title}</h2>
        <button type="button" className="weft-icon-button" aria-label={close} title={close} onClick={onClose}>
          <X aria-hidden="true" size={16} />
        </button>
      </header>
      {children}
    </dialog>
  );
}
