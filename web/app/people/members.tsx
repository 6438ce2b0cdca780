import { type JSX, type RefObject, useState } from 'react';
import { useLocation } from 'wouter';
import type { Role } from '../../../shared/access.ts';
import { ToldDeeds } from '../../components/told-deeds.tsx';
import { useDeeds } from '../../components/use-deeds.ts';
import type { MemberPresence } from '../../hooks/use-project.ts';
import { ROUTES } from '../addresses.ts';
import { api } from '../api.ts';
import { useApp } from '../app-context.ts';
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import { problemText } from '../problem-text.ts';
import { MemberRow } from './member-row.tsx';
import { useMemberActions } from './use-member-actions.ts';

export interface MembersProps {
  readonly project: string;
  /** What the project is called. */
  readonly name: string;
  readonly members: readonly MemberPresence[];
  /** One's own role. */
  readonly role: string | null;
  /** Has the focus where what had it is gone. */
  readonly heading: RefObject<HTMLElement | null>;
}

/** What is asked before it is done: it can't be undone by oneself. */
type Question = { readonly kind: 'leave' } | { readonly kind: 'step-down'; readonly role: Role };

/** The members, with what one may do to them and to oneself. */
export function Members({ project, name, members, role, heading }: MembersProps): JSX.Element {
  const { me, text, language, open } = useApp();
  const deeds = useDeeds({ undone: '', failed: (error) => problemText(error, text) });
  const actions = useMemberActions(project, deeds);
  const [question, setQuestion] = useState<Question | null>(null);
  const owns = role === 'owner';
  const myself = members.find(({ user_id }) => user_id === me.person.id);
  const lastOwner = owns && members.filter((member) => member.role === 'owner').length === 1;

  const roleChange = (member: MemberPresence): ((to: Role) => Promise<boolean>) | undefined => {
    if (!owns || (member === myself && lastOwner)) return undefined;
    if (member !== myself) return (to) => actions.setRole(member, to);
    return async (to) => {
      setQuestion({ kind: 'step-down', role: to });
      return false;
    };
  };
  return (
    <>
      <ul className="people-list" aria-label={text.people.list}>
        {members.map((member) => (
          <MemberRow
            key={member.user_id}
            project={project}
            member={member}
            onRole={roleChange(member)}
            onRemove={owns && member !== myself ? () => actions.remove(member) : undefined}
          />
        ))}
      </ul>
      {members.length === 1 && owns && (
        <div className="people-empty">
          <h3>{text.people.onlyYou.what}</h3>
          <p>{text.people.onlyYou.remedy}</p>
          <button type="button" className="button button-primary" onClick={() => open({ kind: 'share', project })}>
            {text.people.invite}
          </button>
        </div>
      )}
      {members.length > 1 && myself !== undefined && (
        <footer>
          {lastOwner ? (
            <p className="hint">{text.people.lastOwner}</p>
          ) : (
            <button type="button" className="button" onClick={() => setQuestion({ kind: 'leave' })}>
              {text.people.leave}
            </button>
          )}
        </footer>
      )}
      <ToldDeeds className="page-deeds" deeds={deeds} language={language} takesFocus focusAfter={heading} />
      {question !== null && myself !== undefined && (
        <Asked project={project} name={name} myself={myself} question={question} onClose={() => setQuestion(null)} />
      )}
    </>
  );
}

interface AskedProps extends Pick<MembersProps, 'project' | 'name'> {
  readonly myself: MemberPresence;
  readonly question: Question;
  readonly onClose: () => void;
}

function Asked({ project, name, myself, question, onClose }: AskedProps): JSX.Element {
  const { text, projects } = useApp();
  const { people } = text;
  const [, navigate] = useLocation();
  if (question.kind === 'step-down') {
    const { role } = question;
    const stepDown = async (): Promise<void> => {
      await api.setRole(project, myself.user_id, role);
      onClose();
    };
    return (
      <ConfirmDialog
        title={people.stepDownTitle(people.roles[role].name)}
        what={people.stepDownWhat}
        action={people.stepDown}
        onConfirm={stepDown}
        onClose={onClose}
      />
    );
  }
  const leave = async (): Promise<void> => {
    await api.removeMember(project, myself.user_id);
    navigate(ROUTES.home);
    projects.reload().catch(reportError);
  };
  return (
    <ConfirmDialog title={people.leaveTitle(name)} what={people.leaveWhat} action={people.leave} onConfirm={leave} onClose={onClose} />
  );
}
