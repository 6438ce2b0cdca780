import type { LexicalEditor, NodeKey } from 'lexical';
import { ImageOff, RotateCw, X } from 'lucide-react';
import { type JSX, useLayoutEffect, useRef, useState } from 'react';
import { useEditorScope } from '../editor-scope.ts';
import type { Upload, UploadQueue } from './upload-queue.ts';

/** px above and below. */
const GAP = 8;
const MEGABYTE = 1024 * 1024;

export interface UploadNotesProps {
  readonly editor: LexicalEditor;
  readonly queue: UploadQueue;
  /** All behind this block. */
  readonly after: NodeKey | null;
  readonly uploads: readonly Upload[];
}

/** What becomes of the images that are on their way to one place: shown there, in room that only this person's screen makes for it. */
export function UploadNotes({ editor, queue, after, uploads }: UploadNotesProps): JSX.Element {
  const { container, text } = useEditorScope();
  const list = useRef<HTMLUListElement>(null);

  useLayoutEffect(() => {
    const own = list.current;
    const around = container.current;
    if (own === null || around === null) return;
    const side = after === null ? 'paddingBlockStart' : 'marginBlockEnd';
    let block: HTMLElement | null = null;
    const place = (): void => {
      const now = after === null ? editor.getRootElement() : editor.getElementByKey(after);
      if (block !== null && now !== block) block.style[side] = '';
      block = now;
      if (block === null) return;
      // A style is no part of the document: nobody else has it.
      block.style[side] = `${own.offsetHeight + 2 * GAP}px`;
      const box = block.getBoundingClientRect();
      const origin = around.getBoundingClientRect();
      own.style.top = `${(after === null ? box.top : box.bottom) - origin.top + GAP}px`;
      own.style.left = `${box.left - origin.left}px`;
      own.style.width = `${box.width}px`;
    };
    place();
    const sizes = new ResizeObserver(place);
    sizes.observe(own);
    sizes.observe(around);
    const stop = editor.registerUpdateListener(place);
    return () => {
      sizes.disconnect();
      stop();
      if (block !== null) block.style[side] = '';
    };
  }, [editor, container, after]);

  return (
    <ul ref={list} className="upload-notes" aria-label={text.images.uploads}>
      {uploads.map((upload) => (
        <UploadNote key={upload.id} queue={queue} {...upload} />
      ))}
    </ul>
  );
}

function UploadNote({ queue, id, name, preview, state, most }: Upload & { readonly queue: UploadQueue }): JSX.Element {
  const words = useEditorScope().text.images;
  const [undrawn, setUndrawn] = useState(false);
  const shown = name === '' ? words.unnamed : name;
  const failed = state !== 'waiting' && state !== 'sending' && state !== 'away';
  const says =
    state === 'waiting' || state === 'sending' ? words[state] : most === null ? words.troubles[state] : words.tooLarge(sized(most));
  return (
    <li className="upload-note" data-state={failed ? 'failed' : 'under-way'}>
      {state === 'type' || undrawn ? (
        <span className="upload-none">
          <ImageOff aria-hidden="true" size={16} />
        </span>
      ) : (
        <img src={preview} alt="" width={40} height={40} onError={() => setUndrawn(true)} />
      )}
      <div className="upload-words">
        <span className="upload-name">{shown}</span>
        <span className="upload-state" role={failed ? 'alert' : 'status'}>
          {says}
        </span>
      </div>
      {(failed || state === 'away') && state !== 'type' && state !== 'size' && (
        <button type="button" className="button" onClick={() => queue.again(id)}>
          <RotateCw aria-hidden="true" size={14} />
          {words.again}
        </button>
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={words.dismiss(shown)}
        title={words.dismiss(shown)}
        onClick={() => queue.dismiss(id)}
      >
        <X aria-hidden="true" size={16} />
      </button>
    </li>
  );
}

/** Bytes as people say them. */
function sized(bytes: number): string {
  const [size, unit] = bytes < MEGABYTE ? [bytes / 1024, 'KB'] : [bytes / MEGABYTE, 'MB'];
  return `${Math.floor(size * 10) / 10} ${unit}`;
}
