import { type JSX, useState } from 'react';
import { Link } from 'wouter';
import type { DocumentEntry } from '../../../shared/model/records.ts';
import { Confirm } from '../../components/confirm.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { addressOf } from '../addresses.ts';
import { api } from '../api.ts';
import { useApp } from '../app-context.ts';

export interface BinDialogProps {
  readonly project: string;
  readonly binned: readonly DocumentEntry[];
  readonly editable: boolean;
  readonly onRestore: (entry: DocumentEntry) => void;
  readonly onDeleted: (entry: DocumentEntry) => void;
  readonly onClose: () => void;
}

/** The documents in the bin: to be read, taken out again, or deleted for good. */
export function BinDialog({ project, binned, editable, onRestore, onDeleted, onClose }: BinDialogProps): JSX.Element {
  const { text } = useApp();
  const words = text.documents;
  const [asking, setAsking] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const remove = (entry: DocumentEntry): void => {
    setFailed(false);
    api.deleteDocument(project, entry.document_id).then(
      () => onDeleted(entry),
      () => setFailed(true),
    );
  };
  return (
    <Dialog className="document-bin" title={words.inTheBin(binned.length)} close={text.common.close} onClose={onClose}>
      <p className="document-bin-hint">{words.binHint}</p>
      <ul>
        {binned.map((entry) => (
          <li key={entry.document_id}>
            {asking === entry.document_id ? (
              <Confirm
                question={words.deleteQuestion(entry.title)}
                yes={words.deleteForGood}
                no={words.keep}
                onNo={() => setAsking(null)}
                onYes={() => remove(entry)}
              />
            ) : (
              <>
                <Link href={addressOf.document(project, entry.document_id)} className="document-link" onClick={onClose}>
                  {entry.title}
                </Link>
                {editable && (
                  <>
                    <button type="button" className="button" aria-label={words.restoreOne(entry.title)} onClick={() => onRestore(entry)}>
                      {words.restore}
                    </button>
                    <button
                      type="button"
                      className="button button-quiet"
                      aria-label={words.deleteOne(entry.title)}
                      onClick={() => setAsking(entry.document_id)}
                    >
                      {words.deleteForGood}
                    </button>
                  </>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      <p role="alert" className="document-bin-failed">
        {failed ? words.deleteOffline : ''}
      </p>
    </Dialog>
  );
}
