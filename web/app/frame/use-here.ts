import { useMemo } from 'react';
import { matchRoute, useLocation, useRouter } from 'wouter';
import { ROUTES } from '../addresses.ts';

export type PageKind = 'home' | 'invite' | 'board' | 'documents' | 'document' | 'people' | 'activity' | 'elsewhere';

/** Where one is in the app, by the address. */
export interface Here {
  readonly page: PageKind;
  readonly project: string | null;
  readonly document: string | null;
  readonly task: string | null;
}

/** The pages of a project by whose names the sidebar and the bar call them. */
export const PROJECT_PAGES = ['board', 'documents', 'people', 'activity'] as const;
export type ProjectPage = (typeof PROJECT_PAGES)[number];

export function isProjectPage(page: PageKind): page is ProjectPage {
  return PROJECT_PAGES.some((known) => known === page);
}

const PAGES = ['home', 'invite', 'board', 'documents', 'people', 'activity', 'document'] as const;

export function useHere(): Here {
  const { parser } = useRouter();
  const [path] = useLocation();
  return useMemo(() => {
    for (const page of PAGES) {
      const [matches, params] = matchRoute(parser, ROUTES[page], path);
      if (!matches) continue;
      const { project, document, task }: Readonly<Record<string, string | undefined>> = params;
      return { page, project: project ?? null, document: document ?? null, task: task ?? null };
    }
    return { page: 'elsewhere', project: null, document: null, task: null };
  }, [parser, path]);
}
