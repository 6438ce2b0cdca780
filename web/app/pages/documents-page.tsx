import { FileText, FolderDown, Plus, Trash2, Upload } from 'lucide-react';
import { type DragEvent, type JSX, useMemo, useState } from 'react';
import { titleRank } from '../../client/board-filter.ts';
import { ToldDeeds } from '../../components/told-deeds.tsx';
import { useDeeds } from '../../components/use-deeds.ts';
import { useBinnedDocuments, useDocumentActions, useDocuments } from '../../hooks/use-documents.ts';
import { useProject } from '../../hooks/use-project.ts';
import { api } from '../api.ts';
import { useApp } from '../app-context.ts';
import { BinDialog } from '../documents/bin-dialog.tsx';
import { DocumentList } from '../documents/document-list.tsx';
import { useImport } from '../documents/use-import.tsx';
import { useNewDocument } from '../documents/use-new-document.ts';
import type { ProjectPageProps } from '../pages.tsx';
import { Skeleton } from '../skeleton.tsx';

/** From so many documents on they can be filtered. */
const MANY = 10;

/** A project's documents. */
export default function DocumentsPage({ project }: ProjectPageProps): JSX.Element {
  const { text, language } = useApp();
  const words = text.documents;
  const { editable, ready } = useProject(project);
  const documents = useDocuments(project);
  const binned = useBinnedDocuments(project);
  const actions = useDocumentActions(project);
  const deeds = useDeeds({ undone: text.common.undone, failed: () => words.failed });
  const { create, busy, trouble: notMade } = useNewDocument(project);
  const { start, dialog, trouble: notImported } = useImport(project);
  const trouble = notMade ?? notImported;
  const [dropping, setDropping] = useState(false);
  const [filter, setFilter] = useState('');
  const [binOpen, setBinOpen] = useState(false);
  const shown = useMemo(
    () => (filter.trim() === '' ? documents : documents.filter(({ title }) => titleRank(title, filter) !== null)),
    [documents, filter],
  );
  const filtering = documents.length > MANY || filter !== '';
  const createButton = editable && (
    <button type="button" className="button button-primary document-create" disabled={busy} onClick={create}>
      <Plus aria-hidden="true" size={16} />
      {words.create}
    </button>
  );
  const importButton = editable && (
    <button type="button" className="button" aria-haspopup="dialog" onClick={() => start([])}>
      <Upload aria-hidden="true" size={16} />
      {text.transfer.import}
    </button>
  );
  const take = (event: DragEvent): boolean => {
    if (!editable || !event.dataTransfer.types.includes('Files')) return false;
    event.preventDefault();
    return true;
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: who drops no files has the button.
    <div
      className="documents-page"
      data-dropping={dropping || undefined}
      onDragOver={(event) => setDropping(take(event))}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setDropping(false);
      }}
      onDrop={(event) => {
        setDropping(false);
        if (take(event)) start([...event.dataTransfer.files]);
      }}
    >
      <div className="documents-bar">
        {filtering && (
          <input
            type="search"
            className="documents-filter"
            aria-label={words.filter}
            placeholder={words.filter}
            value={filter}
            onChange={({ target }) => setFilter(target.value)}
          />
        )}
        {binned.length > 0 && (
          <button type="button" className="button button-quiet" aria-haspopup="dialog" onClick={() => setBinOpen(true)}>
            <Trash2 aria-hidden="true" size={16} />
            {words.inTheBin(binned.length)}
          </button>
        )}
        {documents.length > 0 && (
          <>
            <a className="button button-quiet" href={api.archiveAddress(project)} download aria-label={text.transfer.archive}>
              <FolderDown aria-hidden="true" size={16} />
              <span className="documents-archive">{text.transfer.archive}</span>
            </a>
            {importButton}
            {createButton}
          </>
        )}
      </div>
      <p role="alert" className="documents-trouble">
        {trouble !== null && (
          <>
            <strong>{trouble.what}</strong> {trouble.remedy}
          </>
        )}
      </p>
      <p role="status" className="visually-hidden">
        {filter.trim() === '' ? '' : words.found(shown.length)}
      </p>
      {!ready && <Skeleton label={text.page.loading} />}
      {ready && documents.length === 0 && (
        <div className="blank">
          <FileText aria-hidden="true" size={24} />
          <h2>{words.empty.what}</h2>
          <p>{editable ? words.empty.remedy : words.emptyToRead}</p>
          {editable && (
            <div className="blank-actions">
              {importButton}
              {createButton}
            </div>
          )}
        </div>
      )}
      {documents.length > 0 && <DocumentList project={project} documents={documents} shown={shown} editable={editable} deeds={deeds} />}
      {documents.length > 0 && shown.length === 0 && <p className="documents-none">{words.noneFound}</p>}
      {shown.length > 1 && editable && <p className="documents-keys">{words.keys}</p>}
      {binOpen && (
        <BinDialog
          project={project}
          binned={binned}
          editable={editable}
          onRestore={(entry) => {
            deeds.act(() => actions?.restoreDocument(entry.document_id), { said: words.restored(entry.title) });
            if (binned.length === 1) setBinOpen(false);
          }}
          onDeleted={(entry) => {
            deeds.tell({ said: words.deleted(entry.title) });
            if (binned.length <= 1) setBinOpen(false);
          }}
          onClose={() => setBinOpen(false)}
        />
      )}
      {dialog}
      <ToldDeeds className="page-deeds" deeds={deeds} language={language} />
    </div>
  );
}
