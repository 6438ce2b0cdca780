import { Check, FileText, TriangleAlert, Upload } from 'lucide-react';
import { type JSX, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { useFiles } from '../../hooks/use-files.ts';
import type { Dictionary } from '../../i18n/dictionary.ts';
import { addImageTo } from './add-image.ts';
import type { Documents } from './import-document.ts';
import { type ImportEntry, ImportQueue } from './import-queue.ts';
import { READABLE } from './read-file.ts';

export interface ImportDialogProps {
  readonly project: string;
  readonly text: Dictionary;
  readonly documents: Documents;
  /** Those that were dropped on the page. */
  readonly files: readonly File[];
  /** Goes to a document. */
  readonly onOpen: (document: string) => void;
  readonly onClose: () => void;
}

/** Asks for files and makes documents of them. A single one opens by itself; where something is to be told, the dialog stays. */
export function ImportDialog({ project, text, documents, files, onOpen, onClose }: ImportDialogProps): JSX.Element {
  const words = text.transfer;
  const kept = useFiles(project);
  const [queue] = useState(() => new ImportQueue(documents, addImageTo(kept, new AbortController().signal)));
  const entries = useSyncExternalStore(queue.subscribe, queue.getSnapshot, queue.getSnapshot);
  const picker = useRef<HTMLInputElement>(null);
  const choose = useRef<HTMLButtonElement>(null);
  const begun = useRef(false);
  const busy = entries.some(({ state }) => state === 'waiting' || state === 'reading');
  const done = entries.filter(({ state }) => state === 'done');
  const [only] = entries;
  const opens = !busy && entries.length === 1 && only?.imported?.lost === 0 ? only.imported.document : null;

  useEffect(() => choose.current?.focus(), []);
  useEffect(() => {
    if (!begun.current && files.length > 0) queue.add(files);
    begun.current = true;
  }, [queue, files]);
  useEffect(() => {
    if (opens !== null) onOpen(opens);
  }, [opens, onOpen]);
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [busy]);

  return (
    <Dialog
      title={words.title}
      close={text.common.close}
      className="import-dialog"
      onClose={() => {
        queue.stop();
        onClose();
      }}
    >
      <p className="import-kinds">{words.kinds}</p>
      {entries.length > 0 && (
        <ul className="import-files" aria-label={words.files}>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} text={text} onOpen={onOpen} />
          ))}
        </ul>
      )}
      <p role="status" className="visually-hidden">
        {entries.length > 0 && !busy ? words.summary(done.length, entries.length - done.length) : ''}
      </p>
      <input
        ref={picker}
        type="file"
        accept={READABLE}
        multiple
        hidden
        aria-label={words.choose}
        onChange={({ target }) => {
          const chosen = [...(target.files ?? [])];
          target.value = '';
          queue.add(chosen);
        }}
      />
      <div className="transfer-actions">
        <button type="button" className="button import-choose" ref={choose} disabled={busy} onClick={() => picker.current?.click()}>
          <Upload aria-hidden="true" size={16} />
          {words.choose}
        </button>
        {done.length > 0 && !busy && (
          <button type="button" className="button button-primary" onClick={onClose}>
            {words.close}
          </button>
        )}
      </div>
    </Dialog>
  );
}

interface EntryProps {
  readonly entry: ImportEntry;
  readonly text: Dictionary;
  readonly onOpen: (document: string) => void;
}

function Entry({ entry: { name, state, trouble, imported }, text, onOpen }: EntryProps): JSX.Element {
  const words = text.transfer;
  const Icon = state === 'done' ? Check : state === 'failed' ? TriangleAlert : FileText;
  const said = trouble !== null ? words.troubles[trouble] : imported !== null && imported.lost > 0 ? words.lostImages(imported.lost) : null;
  return (
    <li className="import-file" data-state={state}>
      <Icon aria-hidden="true" size={16} />
      <span className="import-name" title={name}>
        {name}
      </span>
      {imported === null ? (
        <span className="import-state">{state === 'waiting' ? words.waiting : state === 'reading' ? words.reading : ''}</span>
      ) : (
        <button
          type="button"
          className="button button-quiet"
          aria-label={words.open(imported.title)}
          onClick={() => onOpen(imported.document)}
        >
          {words.opens}
        </button>
      )}
      {said !== null && <span className="import-said">{said}</span>}
    </li>
  );
}
