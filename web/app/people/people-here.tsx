import { type JSX, useCallback } from 'react';
import { useLocation } from 'wouter';
import type { Place } from '../../../shared/model/presence.ts';
import { OnlineUsers } from '../../components/presence/online-users.tsx';
import { addressOfPlace } from '../addresses.ts';
import { useApp } from '../app-context.ts';

/** Who is here where the server knows no users: a project has no members there. */
export function PeopleHere({ project }: { readonly project: string }): JSX.Element {
  const { text, language } = useApp();
  const [, navigate] = useLocation();
  const hrefOf = useCallback((place: Place, user: string | null) => addressOfPlace(project, place, user), [project]);
  const onPlace = useCallback((place: Place, user: string | null) => navigate(addressOfPlace(project, place, user)), [project, navigate]);
  return (
    <>
      <p className="hint">{text.people.anybody}</p>
      <OnlineUsers className="people-here" roomId={project} language={language} hrefOf={hrefOf} onPlace={onPlace} />
    </>
  );
}
