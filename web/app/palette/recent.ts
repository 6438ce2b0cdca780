import { useEffect } from 'react';
import { writeKept } from '../../client/kept.ts';
import { useKit } from '../../hooks/kit-context.ts';
import { useBoard } from '../../hooks/use-board.ts';
import { useCounted } from '../../hooks/use-counted.ts';
import { useStoreOr } from '../../hooks/use-store.ts';
import { addressOf } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import { objectOf, readKeptJson } from '../browser/kept-json.ts';
import type { Here } from '../frame/use-here.ts';

/** A place that this person was at, with what it was called then. */
export interface RecentPlace {
  readonly kind: 'board' | 'document' | 'task';
  readonly project: string;
  /** The document's or task's id; the project's for its board. */
  readonly id: string;
  readonly title: string;
}

/** How many are remembered. */
const MOST = 12;

const keyOf = (user: string): string => `weft.recent.${user}`;

/** Where `user` was in this browser, the latest first. */
export function readRecent(user: string): readonly RecentPlace[] {
  const kept = readKeptJson(keyOf(user));
  return Array.isArray(kept) ? kept.filter(isRecent) : [];
}

/** Remembers where this person is, under what it is called now. */
export function useVisits(here: Here): void {
  const { me } = useApp();
  const place = usePlaceHere(here);
  const { kind, project, id, title } = place ?? {};
  const user = me.person.id;
  useEffect(() => {
    if (kind === undefined || project === undefined || id === undefined || title === undefined) return;
    const visited: RecentPlace = { kind, project, id, title };
    const others = readRecent(user).filter((one) => !isSamePlace(one, visited));
    writeKept(keyOf(user), JSON.stringify([visited, ...others].slice(0, MOST)));
  }, [user, kind, project, id, title]);
}

/** Where the way back leads. */
export function addressOfRecent({ kind, project, id }: RecentPlace): string {
  return kind === 'board' ? addressOf.board(project) : addressOf[kind](project, id);
}

function isSamePlace(a: RecentPlace, b: RecentPlace): boolean {
  return a.kind === b.kind && a.project === b.project && a.id === b.id;
}

function usePlaceHere({ page, project, document, task }: Here): RecentPlace | null {
  const board = useBoard(project);
  const documents = useCounted(useKit()?.documents, project);
  const card = useStoreOr(task === null ? null : board?.store.task(task), null);
  const entry = useStoreOr(document === null ? null : documents?.document(document), null);
  const name = useStoreOr(board?.store.name, '');
  if (project === null) return null;
  if (task !== null) return card === null ? null : { kind: 'task', project, id: task, title: card.title };
  if (document !== null) return entry === null ? null : { kind: 'document', project, id: document, title: entry.title };
  return page === 'board' && name !== '' ? { kind: 'board', project, id: project, title: name } : null;
}

function isRecent(value: unknown): value is RecentPlace {
  const { kind, project, id, title } = objectOf(value);
  const known = kind === 'board' || kind === 'document' || kind === 'task';
  return known && [project, id, title].every((text) => typeof text === 'string');
}
