import type { JSX } from 'react';
import type { OnlinePerson } from '../../hooks/use-online-users.ts';
import { hueOf } from '../../hooks/use-presence.ts';
import { useMembers } from '../../hooks/use-project.ts';
import type { PresenceText } from '../../i18n/presence.ts';
import { OnlinePersonLine } from './online-person.tsx';

/** How many are listed: the page of a project's people has them all. */
const SHOWN = 20;

export interface AbsentMembersProps {
  readonly projectId: string;
  readonly here: readonly OnlinePerson[];
  readonly text: PresenceText;
}

/** Members who aren't here, dimmed. */
export function AbsentMembers({ projectId, here, text }: AbsentMembersProps): JSX.Element | null {
  const members = useMembers(projectId);
  const present = new Set(here.map(({ id }) => id));
  const absent = members.filter(({ user_id }) => !present.has(user_id));
  if (absent.length === 0) return null;
  const hidden = absent.length - SHOWN;
  return (
    <>
      <p aria-hidden="true" className="weft-people-title weft-people-next">
        {text.absent}
      </p>
      <ul className="weft-absent" aria-label={text.absent}>
        {absent.slice(0, SHOWN).map(({ user_id: id, username, color }) => (
          <li key={id}>
            <OnlinePersonLine
              id={id}
              name={username}
              hue={hueOf(id, color)}
              self={false}
              status="offline"
              where=""
              text={text}
              place={null}
              links={{}}
            />
          </li>
        ))}
        {hidden > 0 && <li className="weft-people-note">{text.more(hidden)}</li>}
      </ul>
    </>
  );
}
