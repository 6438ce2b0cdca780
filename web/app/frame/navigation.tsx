import { Plus, Search } from 'lucide-react';
import type { JSX } from 'react';
import { useApp } from '../app-context.ts';
import { SEARCH_KEYS } from '../keys/search-keys.ts';
import { ProjectEntry } from './project-entry.tsx';
import type { Here } from './use-here.ts';

export interface NavigationProps {
  readonly here: Here;
  /** Icons alone; the words stay for screen readers and as hints. */
  readonly narrow: boolean;
  /** A page was chosen. What opens over the page takes the place of whatever is open by itself. */
  readonly onChoose?: (() => void) | undefined;
}

/** Search, the projects with what is in the one that is open, and a way to make another. */
export function Navigation({ here, narrow, onChoose }: NavigationProps): JSX.Element {
  const { projects, text, open } = useApp();
  const { frame } = text;
  const items = projects.items ?? [];
  const known = items.some(({ project_id: id }) => id === here.project);
  return (
    <>
      <button
        type="button"
        className="side-item side-search"
        title={narrow ? frame.search : undefined}
        aria-keyshortcuts={SEARCH_KEYS.aria}
        onClick={() => open({ kind: 'palette' })}
      >
        <Search aria-hidden="true" size={16} />
        <span className="side-word">{frame.search}</span>
        <span aria-hidden="true" className="side-keys">
          {SEARCH_KEYS.shown}
        </span>
      </button>
      <div className="side-list">
        <p className="side-title">{frame.projects}</p>
        <ul>
          {items.map(({ project_id: id, name }) => (
            <ProjectEntry key={id} project={id} listed={name} here={here} narrow={narrow} onChoose={onChoose} />
          ))}
          {/* One that is open to anybody by its address. */}
          {here.project !== null && projects.items !== null && !known && (
            <ProjectEntry key={here.project} project={here.project} listed={null} here={here} narrow={narrow} onChoose={onChoose} />
          )}
        </ul>
        <button
          type="button"
          className="side-item side-quiet"
          title={narrow ? frame.newProject : undefined}
          onClick={() => open({ kind: 'new-project' })}
        >
          <Plus aria-hidden="true" size={16} />
          <span className="side-word">{frame.newProject}</span>
        </button>
      </div>
    </>
  );
}
