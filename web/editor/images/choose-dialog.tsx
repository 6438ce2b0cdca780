import { ImagePlus } from 'lucide-react';
import { type JSX, useEffect, useId, useRef, useState } from 'react';
import { LONGEST_ALT } from '../../../shared/lexical/image.ts';
import { Dialog } from '../../components/dialog.tsx';
import { useEditorScope } from '../editor-scope.ts';

interface Picked {
  readonly file: File;
  /** An address in this browser. */
  readonly preview: string;
}

export interface ChooseDialogProps {
  readonly onAdd: (chosen: readonly { readonly file: File; readonly alt: string }[]) => void;
  readonly onClose: () => void;
}

/** Asks for images of this device, and what they show. */
export function ChooseDialog({ onAdd, onClose }: ChooseDialogProps): JSX.Element {
  const { text } = useEditorScope();
  const words = text.images;
  const picker = useRef<HTMLInputElement>(null);
  const choose = useRef<HTMLButtonElement>(null);
  const [chosen, setChosen] = useState<readonly Picked[]>([]);
  const [alts, setAlts] = useState<ReadonlyMap<string, string>>(new Map());
  const hint = useId();
  useEffect(() => choose.current?.focus(), []);
  useEffect(
    () => () => {
      for (const { preview } of chosen) URL.revokeObjectURL(preview);
    },
    [chosen],
  );

  return (
    <Dialog title={words.title} close={text.common.close} className="image-dialog" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen.length > 0) onAdd(chosen.map(({ file, preview }) => ({ file, alt: (alts.get(preview) ?? '').trim() })));
        }}
      >
        <input
          ref={picker}
          type="file"
          accept="image/*"
          multiple
          hidden
          aria-label={words.choose}
          onChange={({ target }) => {
            const files = [...(target.files ?? [])];
            target.value = '';
            if (files.length > 0) setChosen(files.map((file) => ({ file, preview: URL.createObjectURL(file) })));
          }}
        />
        <button type="button" className="weft-button image-dialog-choose" ref={choose} onClick={() => picker.current?.click()}>
          <ImagePlus aria-hidden="true" size={16} />
          {chosen.length === 0 ? words.choose : words.chooseMore}
        </button>
        {chosen.length > 0 && (
          <>
            <ul className="image-dialog-list">
              {chosen.map(({ file, preview }) => (
                <li key={preview}>
                  <img src={preview} alt="" width={40} height={40} />
                  <label className="image-dialog-field">
                    <span title={file.name}>{file.name}</span>
                    <input
                      className="weft-field"
                      maxLength={LONGEST_ALT}
                      placeholder={words.description}
                      aria-label={words.descriptionOf(file.name)}
                      aria-describedby={hint}
                      value={alts.get(preview) ?? ''}
                      onChange={({ target }) => setAlts(new Map(alts).set(preview, target.value))}
                    />
                  </label>
                </li>
              ))}
            </ul>
            <p id={hint} className="image-dialog-hint">
              {words.why}
            </p>
          </>
        )}
        <div className="image-dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" className="button button-primary" disabled={chosen.length === 0}>
            {words.add(chosen.length)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
