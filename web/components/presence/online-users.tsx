import { type HTMLAttributes, type JSX, type ReactNode, useMemo } from 'react';
import { parseRoom, projectOf } from '../../../shared/rooms.ts';
import { useDocumentTitles } from '../../hooks/use-documents.ts';
import { type OnlinePerson, useOnlineUsers } from '../../hooks/use-online-users.ts';
import { useServiceStatus } from '../../hooks/use-service-status.ts';
import { LANGUAGES, type Language } from '../../i18n/languages.ts';
import type { PresenceText } from '../../i18n/presence.ts';
import { AbsentMembers } from './absent-members.tsx';
import { DocumentsWithPeople } from './documents-with-people.tsx';
import { OnlinePersonLine, type PlaceLinks } from './online-person.tsx';
import type { KnownProject } from './place-names.ts';
import { useNamedPlace } from './use-named-place.ts';

export interface OnlineUsersProps extends Omit<HTMLAttributes<HTMLElement>, 'children'>, PlaceLinks {
  /** A project's id, or a room's name as in `p/home/d/welcome`. */
  readonly roomId: string;
  /** Stands above the list. */
  readonly projectName?: string;
  /** Also who is in which document. */
  readonly showCollaborators?: boolean;
  /** Also the members who aren't here, where the server knows its users. */
  readonly showAbsent?: boolean;
  /** English by default. */
  readonly language?: Language;
  /** Another line for a person. @param where in words, as in `in Roadmap` */
  readonly renderUser?: (user: OnlinePerson, where: string) => ReactNode;
  /** Stands below the list: a button that invites, say. */
  readonly children?: ReactNode;
}

/** Who is here, how, and where: one entry a person however many tabs, oneself first. It says nothing aloud as people come and go. */
export function OnlineUsers(props: OnlineUsersProps): JSX.Element {
  const { roomId, projectName, showCollaborators, showAbsent, language = 'en', hrefOf, onPlace, renderUser, children, ...rest } = props;
  const { className = '', ...attributes } = rest;
  const room = parseRoom(roomId);
  const projectId = projectOf(room) ?? roomId;
  const { onlineUsers } = useOnlineUsers(roomId);
  const documents = useDocumentTitles(projectId);
  const status = useServiceStatus();
  const text = LANGUAGES[language].text.presence;
  const links = useMemo(() => ({ ...(hrefOf && { hrefOf }), ...(onPlace && { onPlace }) }), [hrefOf, onPlace]);
  const known = useMemo(() => ({ projectId, documents }), [projectId, documents]);
  const cutOff = status === 'offline' || status === 'failed' || status === 'refused';
  const alone = onlineUsers.every(({ self }) => self);
  const title = projectName === undefined ? text.here : text.hereIn(projectName);
  return (
    <section {...attributes} className={`weft-root weft-people ${className}`} aria-label={title}>
      <p aria-hidden="true" className="weft-people-title">
        {title}
      </p>
      {onlineUsers.length > 0 && (
        <ul aria-label={title}>
          {onlineUsers.map((user) => (
            <li key={user.id}>
              <Line user={user} known={known} text={text} links={links} renderUser={renderUser} />
            </li>
          ))}
        </ul>
      )}
      {cutOff ? (
        <p className="weft-people-note">{text.unseen}</p>
      ) : (
        alone && <p className="weft-people-note">{onlineUsers.length === 0 ? text.nobody : text.alone}</p>
      )}
      {showCollaborators === true && <DocumentsWithPeople people={onlineUsers} known={known} text={text} links={links} />}
      {showAbsent === true && !cutOff && <AbsentMembers projectId={projectId} here={onlineUsers} text={text} />}
      {children}
    </section>
  );
}

interface LineProps {
  readonly user: OnlinePerson;
  readonly known: KnownProject;
  readonly text: PresenceText;
  readonly links: PlaceLinks;
  readonly renderUser: OnlineUsersProps['renderUser'] | undefined;
}

function Line({ user, known, text, links, renderUser }: LineProps): ReactNode {
  const { place, where } = useNamedPlace(user.place, known, text);
  if (renderUser !== undefined) return renderUser(user, where);
  const { id, name, hue, self, status } = user;
  return (
    <OnlinePersonLine
      id={id}
      name={name}
      hue={hue}
      self={self}
      status={status}
      where={where}
      text={text}
      place={self ? null : place}
      links={links}
    />
  );
}
