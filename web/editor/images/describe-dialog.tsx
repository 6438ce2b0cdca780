import { type JSX, useId, useState } from 'react';
import { createPortal } from 'react-dom';
import { LONGEST_ALT } from '../../../shared/lexical/image.ts';
import { Dialog } from '../../components/dialog.tsx';
import { useEditorScope } from '../editor-scope.ts';

export interface DescribeDialogProps {
  /** Null where the image can't be shown. */
  readonly address: string | null;
  readonly alt: string;
  readonly onSave: (alt: string) => void;
  readonly onClose: () => void;
}

/** Says in words what an image shows. */
export function DescribeDialog({ address, alt, onSave, onClose }: DescribeDialogProps): JSX.Element {
  const { text } = useEditorScope();
  const words = text.images;
  const [written, setWritten] = useState(alt);
  const hint = useId();
  return createPortal(
    <Dialog title={words.describe} close={text.common.close} className="image-dialog" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSave(written.trim());
        }}
      >
        {address !== null && <img className="image-dialog-preview" src={address} alt="" />}
        <label className="image-dialog-field">
          <span>{words.description}</span>
          <textarea
            className="weft-field"
            rows={3}
            maxLength={LONGEST_ALT}
            autoFocus
            value={written}
            aria-describedby={hint}
            onChange={(event) => setWritten(event.target.value)}
          />
        </label>
        <p id={hint} className="image-dialog-hint">
          {words.why}
        </p>
        <div className="image-dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" className="button button-primary">
            {words.save}
          </button>
        </div>
      </form>
    </Dialog>,
    document.body,
  );
}
