import { type DialogHTMLAttributes, type JSX, useLayoutEffect, useRef } from 'react';

export interface ModalProps extends Omit<DialogHTMLAttributes<HTMLDialogElement>, 'open' | 'onCancel' | 'onClick'> {
  /** Escape, and a click beside it. */
  readonly onClose: () => void;
}

/** A modal `dialog` without looks, open while it is mounted. What had the focus before has it again afterwards. */
export function Modal({ onClose, children, ...rest }: ModalProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
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
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={({ target }) => {
        if (target === dialog.current) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
