import { UserPlus } from 'lucide-react';
import { type JSX, useRef } from 'react';
import { useMembers, useProject } from '../../hooks/use-project.ts';
import { useApp } from '../app-context.ts';
import type { ProjectPageProps } from '../pages.tsx';
import { Members } from '../people/members.tsx';
import { PeopleHere } from '../people/people-here.tsx';
import { Skeleton } from '../skeleton.tsx';

/** Who is in the project, and where they are. */
export default function PeoplePage({ project }: ProjectPageProps): JSX.Element {
  const { text, open } = useApp();
  const { name, role, ready } = useProject(project);
  const members = useMembers(project);
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <div className="list-page" aria-busy={!ready}>
      {members.length > 0 && (
        <header className="list-page-head">
          <h2 ref={heading} tabIndex={-1}>
            {text.people.list} <small>{members.length}</small>
          </h2>
          {role === 'owner' && members.length > 1 && (
            <button type="button" className="button button-primary" onClick={() => open({ kind: 'share', project })}>
              <UserPlus aria-hidden="true" size={16} />
              {text.people.invite}
            </button>
          )}
        </header>
      )}
      {members.length > 0 && <Members project={project} name={name} members={members} role={role} heading={heading} />}
      {ready && members.length === 0 && <PeopleHere project={project} />}
      {!ready && members.length === 0 && <Skeleton label={text.people.loading} />}
    </div>
  );
}
