import { Link2 } from 'lucide-react';
import { type JSX, type SyntheticEvent, useId, useState } from 'react';
import { ROLES, type Role } from '../../../shared/access.ts';
import type { Invite } from '../../client/api.ts';
import { api } from '../api.ts';
import { useApp } from '../app-context.ts';
import { copyText } from '../browser/copy-text.ts';
import { useAttempt } from '../use-attempt.ts';
import { CopyField } from './copy-field.tsx';
import { inviteLink, LIVES, type Life, untilWhen } from './invites.ts';

interface Made {
  readonly invite: Invite;
  readonly life: Life;
  readonly link: string;
  readonly copied: boolean;
}

export interface InviteFormProps {
  readonly project: string;
  /** Those that still let people in. */
  readonly open: readonly Invite[];
  readonly onMade: (invite: Invite) => void;
}

/** A link for a role and a time: made and copied with one press. The same choice gives the same link, as long as the dialog is open. */
export function InviteForm({ project, open, onMade }: InviteFormProps): JSX.Element {
  const { text, language } = useApp();
  const { share, roles } = text.people;
  const [role, setRole] = useState<Role>('editor');
  const [life, setLife] = useState<Life>('week');
  const [made, setMade] = useState<Made | null>(null);
  const { busy, fault, run } = useAttempt();
  const id = useId();
  const fits = made !== null && made.invite.role === role && made.life === life;

  const make = async (): Promise<Pick<Made, 'invite' | 'link'>> => {
    const { invite, secret } = await api.invite(project, { role, lifetime: LIVES[life] });
    onMade(invite);
    return { invite, link: inviteLink(secret) };
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    run(async () => {
      const known = fits && open.some(({ invite_id }) => invite_id === made.invite.invite_id);
      const { invite, link } = known ? made : await make();
      setMade({ invite, link, life, copied: await copyText(link) });
    });
  };
  return (
    <form className="invite-form" onSubmit={submit}>
      <fieldset className="role-choice">
        <legend>{share.role}</legend>
        {ROLES.map((one) => (
          <label key={one}>
            <input type="radio" name={`${id}-role`} value={one} checked={role === one} onChange={() => setRole(one)} />
            <span className="role-words">
              {roles[one].name}
              <small>{roles[one].may}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="invite-make">
        <label className="field" htmlFor={id}>
          <span>{share.life}</span>
          <select id={id} value={life} onChange={({ target }) => setLife(isLife(target.value) ? target.value : life)}>
            {Object.keys(LIVES)
              .filter(isLife)
              .map((one) => (
                <option key={one} value={one}>
                  {share.lives[one]}
                </option>
              ))}
          </select>
        </label>
        <button type="submit" className="button button-primary" disabled={busy}>
          <Link2 aria-hidden="true" size={16} />
          {share.copy}
        </button>
      </div>
      <p role="status" className="invite-said">
        {fits && (made.copied ? share.copied(roles[role].name, untilWhen(made.invite.expires_at, Date.now(), language)) : share.byHand)}
      </p>
      {fits && !made.copied && <CopyField label={share.link} value={made.link} />}
      <p role="alert" className="fault">
        {fault}
      </p>
    </form>
  );
}

function isLife(name: string): name is Life {
  return Object.hasOwn(LIVES, name);
}
