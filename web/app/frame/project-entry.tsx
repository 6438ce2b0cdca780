import { Settings, UserPlus } from 'lucide-react';
import { type JSX, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { useProject } from '../../hooks/use-project.ts';
import { addressOf } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import { initialOf } from './initial.ts';
import type { NavigationProps } from './navigation.tsx';
import { PAGE_ICONS } from './page-icons.ts';
import { PROJECT_PAGES } from './use-here.ts';
import { useProjectName } from './use-names.ts';
import { useRefusal } from './use-refusal.ts';

export interface ProjectEntryProps extends NavigationProps {
  readonly project: string;
  /** What the list calls it, or null where it isn't in the list. */
  readonly listed: string | null;
}

/** A project in the sidebar: the one that is open with its pages. */
export function ProjectEntry({ listed, ...props }: ProjectEntryProps): JSX.Element | null {
  const { project, here } = props;
  if (here.project === project) return <OpenProject {...props} listed={listed} />;
  return (
    <li>
      <ProjectLink {...props} name={listed ?? project} />
    </li>
  );
}

function OpenProject({ listed, ...props }: ProjectEntryProps): JSX.Element | null {
  const { project, here, narrow, onChoose } = props;
  const { text, open } = useApp();
  const name = useProjectName(project);
  const { ready, role } = useProject(project);
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // Among many projects it may be far down. What it answers, a promise in newer browsers, is no clean-up.
    item.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const refused = useRefusal(project) !== null;
  if (listed === null && (!ready || refused)) return null;
  return (
    <li ref={item} className="side-open">
      <ProjectLink {...props} name={name} />
      <ul>
        {PROJECT_PAGES.map((page) => {
          const Icon = PAGE_ICONS[page];
          const current = here.page === page ? 'page' : page === 'documents' && here.page === 'document' ? 'true' : undefined;
          return (
            <li key={page}>
              <Link
                href={addressOf[page](project)}
                className="side-item"
                title={narrow ? text.frame[page] : undefined}
                aria-current={current}
                onClick={onChoose}
              >
                <Icon aria-hidden="true" size={16} />
                <span className="side-word">{text.frame[page]}</span>
              </Link>
            </li>
          );
        })}
        {role !== null && (
          <li className="side-phone">
            <button type="button" className="side-item" onClick={() => open({ kind: 'share', project })}>
              <UserPlus aria-hidden="true" size={16} />
              <span className="side-word">{text.frame.share}</span>
            </button>
          </li>
        )}
        {listed !== null && (
          <li>
            <button
              type="button"
              className="side-item"
              title={narrow ? text.frame.settings : undefined}
              onClick={() => open({ kind: 'project-settings', project })}
            >
              <Settings aria-hidden="true" size={16} />
              <span className="side-word">{text.frame.settings}</span>
            </button>
          </li>
        )}
      </ul>
    </li>
  );
}

interface ProjectLinkProps extends NavigationProps {
  readonly project: string;
  readonly name: string;
}

function ProjectLink({ project, name, narrow, onChoose }: ProjectLinkProps): JSX.Element {
  return (
    <Link href={addressOf.board(project)} className="side-item side-project" title={narrow ? name : undefined} onClick={onChoose}>
      <span className="project-mark" aria-hidden="true">
        {initialOf(name)}
      </span>
      <span className="side-word">{name}</span>
    </Link>
  );
}
