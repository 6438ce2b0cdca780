import { X } from 'lucide-react';
import { type JSX, type ReactNode, useId } from 'react';
import { Modal, type ModalProps } from './modal.tsx';

export interface DialogProps extends Omit<ModalProps, 'title'> {
  readonly title: string;
  /** What the button that closes it is called. */
  readonly close: string;
  readonly children: ReactNode;
}

/** A modal dialog with a title and a button that closes it, open while it is mounted. */
export function Dialog({ title, close, onClose, className = '', children, ...rest }: DialogProps): JSX.Element {
  const id = useId();
  return (
    <Modal {...rest} className={`weft-root weft-dialog ${className}`} aria-labelledby={id} onClose={onClose}>
      <header className="weft-dialog-header">
        <h2 id={id}>{title}</h2>
        <button type="button" className="weft-icon-button" aria-label={close} title={close} onClick={onClose}>
          <X aria-hidden="true" size={16} />
        </button>
      </header>
      {children}
    </Modal>
  );
}
