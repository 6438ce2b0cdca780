import { type JSX, type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { DocumentEntry } from '../../../shared/model/records.ts';
import type { Deeds } from '../../components/use-deeds.ts';
import { useDocumentActions } from '../../hooks/use-documents.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { type OnlinePerson, useOnlineUsers } from '../../hooks/use-online-users.ts';
import { useMembers } from '../../hooks/use-project.ts';
import { useApp } from '../app-context.ts';
import { DocumentRow, type RowDeeds } from './document-row.tsx';

const NOBODY: readonly OnlinePerson[] = Object.freeze([]);

export interface DocumentListProps {
  readonly project: string;
  /** All of them, in order. */
  readonly documents: readonly DocumentEntry[];
  /** Those that show. */
  readonly shown: readonly DocumentEntry[];
  readonly editable: boolean;
  readonly deeds: Deeds;
}

/** The documents as a list that can be walked and changed by keys. */
export function DocumentList({ project, documents, shown, editable, deeds }: DocumentListProps): JSX.Element {
  const { text } = useApp();
  const list = useRef<HTMLUListElement>(null);
  const [renaming, setRenaming] = useState<string | null>(null);
  const actions = useDocumentActions(project);
  const people = usePeopleIn(project);
  const names = useNames(project);
  const wanted = useRef<string | null>(null);
  const latest = useLatest({ documents, shown, actions, text: text.documents, act: deeds.act });

  // What was moved, renamed or is next to what went keeps the focus.
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    linkOf(list.current, wanted.current)?.focus();
    wanted.current = null;
  });

  const rowDeeds = useMemo((): RowDeeds => {
    const undoable = (id: string, how: (id: string) => Promise<void> | undefined) => async () => how(id);
    return {
      rename: setRenaming,
      renamed: (entry, title) => {
        const { actions: to, act, text: words } = latest.current;
        const { document_id: id, title: before } = entry;
        wanted.current = id;
        setRenaming(null);
        if (title === null || title === '' || title === before) return;
        act(() => to?.renameDocument(id, title), {
          said: words.renamed(title),
          undo: undoable(id, (one) => to?.renameDocument(one, before)),
        });
      },
      step: (entry, by) => {
        const { documents: all, actions: to, act, text: words } = latest.current;
        const { document_id: id, title } = entry;
        const at = all.findIndex((one) => one.document_id === id);
        const place = at + by;
        if (at < 0 || place < 0 || place >= all.length) return;
        wanted.current = id;
        const after = (by === 1 ? all[place] : all[place - 1])?.document_id ?? null;
        act(() => to?.moveDocument(id, after), { said: words.moved(title, place + 1, all.length) });
      },
      bin: (entry) => {
        const { shown: rows, actions: to, act, text: words } = latest.current;
        const { document_id: id, title } = entry;
        const at = rows.findIndex((one) => one.document_id === id);
        wanted.current = (rows[at + 1] ?? rows[at - 1])?.document_id ?? null;
        act(() => to?.binDocument(id), { said: words.binned(title), undo: undoable(id, (one) => to?.restoreDocument(one)) });
      },
    };
  }, [latest]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const { target, key, nativeEvent } = event;
    const row = target instanceof HTMLAnchorElement ? target.closest<HTMLElement>('[data-document]') : null;
    const at = shown.findIndex((one) => one.document_id === row?.dataset.document);
    const entry = shown[at];
    if (entry === undefined || nativeEvent.isComposing || event.shiftKey || event.metaKey) return;
    const by = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : null;
    const plain = !event.altKey && !event.ctrlKey;
    if (by !== null && plain) linkOf(list.current, shown[at + by]?.document_id)?.focus();
    else if (by !== null && editable && shown === documents) rowDeeds.step(entry, by);
    else if (editable && plain && key.toLowerCase() === 'e') setRenaming(entry.document_id);
    else if (editable && plain && key === 'Delete') rowDeeds.bin(entry);
    else return;
    event.preventDefault();
  };
  return (
    <ul ref={list} className="document-list" aria-label={text.documents.title} onKeyDown={onKeyDown}>
      {shown.map((entry, at) => (
        <DocumentRow
          key={entry.document_id}
          project={project}
          entry={entry}
          maker={names.get(entry.created_by ?? '') ?? ''}
          people={people.get(entry.document_id) ?? NOBODY}
          editable={editable}
          renaming={renaming === entry.document_id}
          place={shown === documents ? placeOf(at, shown.length) : null}
          deeds={rowDeeds}
        />
      ))}
    </ul>
  );
}

function placeOf(at: number, count: number): 'only' | 'first' | 'middle' | 'last' {
  if (count === 1) return 'only';
  return at === 0 ? 'first' : at === count - 1 ? 'last' : 'middle';
}

function linkOf(list: HTMLElement | null, id: string | undefined): HTMLElement | null {
  return id === undefined ? null : (list?.querySelector<HTMLElement>(`[data-document="${CSS.escape(id)}"] .document-link`) ?? null);
}

/** Who is in which document: by its id. */
function usePeopleIn(project: string): ReadonlyMap<string, readonly OnlinePerson[]> {
  const { onlineUsers } = useOnlineUsers(project);
  return useMemo(() => {
    const people = new Map<string, OnlinePerson[]>();
    for (const person of onlineUsers)
      if (person.place?.kind === 'document') people.set(person.place.id, [...(people.get(person.place.id) ?? []), person]);
    return people;
  }, [onlineUsers]);
}

function useNames(project: string): ReadonlyMap<string, string> {
  const members = useMembers(project);
  return useMemo(() => new Map(members.map(({ user_id: id, username }) => [id, username])), [members]);
}
