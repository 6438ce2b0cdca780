import { X } from 'lucide-react';
import type { JSX } from 'react';
import { createPortal } from 'react-dom';
import { Modal } from '../../components/modal.tsx';
import { useEditorScope } from '../editor-scope.ts';

export interface FullImageProps {
  readonly address: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly onClose: () => void;
}

/** An image as large as the window shows it. */
export function FullImage({ address, name, width, height, onClose }: FullImageProps): JSX.Element {
  const { text } = useEditorScope();
  // Outside of the text: what is pressed in it is no edit.
  return createPortal(
    <Modal className="weft-root image-full" aria-label={name} onClose={onClose}>
      <img src={address} alt={name} {...(width > 0 && height > 0 && { width, height })} />
      <button type="button" className="weft-icon-button" aria-label={text.common.close} title={text.common.close} onClick={onClose}>
        <X aria-hidden="true" size={16} />
      </button>
    </Modal>,
    document.body,
  );
}
