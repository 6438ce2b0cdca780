import { FileText } from 'lucide-react';
import type { JSX } from 'react';
import type { OnlinePerson } from '../../hooks/use-online-users.ts';
import type { PresenceText } from '../../i18n/presence.ts';
import { AvatarStack } from '../avatar-stack.tsx';
import { PlaceLink, type PlaceLinks } from './online-person.tsx';
import type { KnownProject } from './place-names.ts';

export interface DocumentsWithPeopleProps {
  readonly people: readonly OnlinePerson[];
  readonly known: KnownProject;
  readonly text: PresenceText;
  readonly links: PlaceLinks;
}

/** Each document that somebody is in, with who. */
export function DocumentsWithPeople({ people, known, text, links }: DocumentsWithPeopleProps): JSX.Element | null {
  const busy = [...known.documents].flatMap(([id, title]) => {
    const inside = people.filter(({ place }) => place?.kind === 'document' && place.id === id);
    return inside.length === 0 ? [] : [{ id, title: title.trim() || text.untitled, inside }];
  });
  if (busy.length === 0) return null;
  return (
    <>
      <p aria-hidden="true" className="weft-people-title weft-people-next">
        {text.documents}
      </p>
      <ul aria-label={text.documents}>
        {busy.map(({ id, title, inside }) => (
          <li key={id}>
            <PlaceLink className="weft-person" place={{ kind: 'document', id }} user={null} links={links}>
              <FileText aria-hidden="true" size={16} />
              <span className="weft-person-lines weft-person-text" title={title}>
                {title}
              </span>
              <AvatarStack people={inside} size="small" />
              <span className="weft-hidden">{inside.map(({ name }) => name).join(', ')}</span>
            </PlaceLink>
          </li>
        ))}
      </ul>
    </>
  );
}
