import { Trash2 } from 'lucide-react';
import type { JSX } from 'react';
import type { DocumentEntry } from '../../../shared/model/records.ts';
import { useDocumentActions } from '../../hooks/use-documents.ts';
import { useProject } from '../../hooks/use-project.ts';
import { useApp } from '../app-context.ts';
import { TitleField } from './title-field.tsx';

export interface DocumentHeadProps {
  readonly project: string;
  readonly document: string;
  /** What the list says of it; null where it isn't listed. */
  readonly entry: DocumentEntry | null;
  readonly fresh: boolean;
  /** Goes on in the text. */
  readonly onLeave: () => void;
}

/** A document's title, to be changed by who may, and a note where it is in the bin. */
export function DocumentHead({ project, document, entry, fresh, onLeave }: DocumentHeadProps): JSX.Element {
  const { text } = useApp();
  const { editable, ready } = useProject(project);
  const actions = useDocumentActions(project);
  const binned = entry !== null && entry.deleted_at !== null;
  // What doesn't get through is told by the badge and the banner; the title itself is in this browser.
  const act = (done: Promise<void> | undefined): void => void done?.catch(() => undefined);
  return (
    <>
      {binned && (
        <div className="document-note" role="status">
          <Trash2 aria-hidden="true" size={16} />
          <p className="document-note-text">{text.documents.isInBin}</p>
          {editable && (
            <button type="button" className="button" onClick={() => act(actions?.restoreDocument(document))}>
              {text.documents.restore}
            </button>
          )}
        </div>
      )}
      {entry !== null && editable && !binned ? (
        <TitleField
          label={text.documents.titleLabel}
          placeholder={text.documents.untitled}
          title={entry.title}
          fresh={fresh}
          onRename={(title) => act(actions?.renameDocument(document, title))}
          onLeave={onLeave}
        />
      ) : (
        <h2 className="document-title">{entry?.title ?? (ready ? document : '\u00a0')}</h2>
      )}
    </>
  );
}
