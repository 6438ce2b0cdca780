import type { JSX } from 'react';
import { Link } from 'wouter';
import type { Place } from '../../../shared/model/presence.ts';
import { useNamedPlace } from '../../components/presence/use-named-place.ts';
import { useDocumentTitles } from '../../hooks/use-documents.ts';
import type { OnlinePerson } from '../../hooks/use-online-users.ts';
import { addressOfPlace } from '../addresses.ts';
import { useApp } from '../app-context.ts';

/** Whether somebody is here, and where; a click goes there. */
export function Whereabouts({ project, person }: { readonly project: string; readonly person: OnlinePerson | null }): JSX.Element {
  const { presence } = useApp().text;
  return (
    <p className="whereabouts">
      {presence.status[person?.status ?? 'offline']}
      {person !== null && !person.self && person.place !== null && <PlaceLink project={project} where={person.place} user={person.id} />}
    </p>
  );
}

interface PlaceLinkProps {
  readonly project: string;
  readonly where: Place;
  readonly user: string;
}

function PlaceLink({ project, where: at, user }: PlaceLinkProps): JSX.Element | null {
  const documents = useDocumentTitles(project);
  const { place, where } = useNamedPlace(at, { projectId: project, documents }, useApp().text.presence);
  if (place === null) return null;
  return (
    <>
      <span aria-hidden="true"> · </span>
      <Link href={addressOfPlace(project, place, user)} title={where}>
        {where}
      </Link>
    </>
  );
}
