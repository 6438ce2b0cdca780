import { type JSX, useMemo } from 'react';
import { Link } from 'wouter';
import type { Place } from '../../../shared/model/presence.ts';
import { type NamedPlace, namePlace } from '../../components/presence/place-names.ts';
import { useBoard } from '../../hooks/use-board.ts';
import type { OnlinePerson } from '../../hooks/use-online-users.ts';
import { useDocuments } from '../../hooks/use-project.ts';
import { useStoreOr } from '../../hooks/use-store.ts';
import { addressOfPlace } from '../addresses.ts';
import { useApp } from '../app-context.ts';

/** Whether somebody is here, and where; a click goes there. */
export function Whereabouts({ project, person }: { readonly project: string; readonly person: OnlinePerson | null }): JSX.Element {
  const { presence } = useApp().text;
  return (
    <p className="whereabouts">
      {presence.status[person?.status ?? 'offline']}
      {person !== null && !person.self && person.place !== null && <PlaceLink project={project} where={person.place} />}
    </p>
  );
}

function PlaceLink({ project, where: at }: { readonly project: string; readonly where: Place }): JSX.Element | null {
  const { place, where } = useNamedPlace(project, at);
  if (place === null) return null;
  return (
    <>
      <span aria-hidden="true"> · </span>
      <Link href={addressOfPlace(project, place)} title={where}>
        {where}
      </Link>
    </>
  );
}

function useNamedPlace(project: string, place: Place): NamedPlace {
  const { presence } = useApp().text;
  const store = useBoard(project)?.store;
  const documents = useDocuments(project);
  const taskId = place.kind === 'task' ? place.id : null;
  const task = useStoreOr(
    useMemo(() => (taskId === null ? null : store?.task(taskId)), [store, taskId]),
    null,
  );
  const titles = useMemo(() => new Map(documents.map(({ document_id, title }) => [document_id, title])), [documents]);
  return namePlace(place, { projectId: project, documents: titles, task }, presence);
}
