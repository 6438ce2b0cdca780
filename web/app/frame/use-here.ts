import { useMemo } from 'react';
import { usePathname } from 'wouter/use-browser-location';
import { isId } from '../../../shared/rooms.ts';
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

const PAGES = ['board', 'documents', 'people', 'activity', 'document'] as const;

const ELSEWHERE: Here = Object.freeze({ page: 'elsewhere', project: null, document: null, task: null });

export function useHere(): Here {
  const path = usePathname();
  return useMemo(() => hereAt(path), [path]);
}

/** Where an address leads; `elsewhere` also for ids that can't be. @param path as the browser writes it: the router's reading takes `a%3Ab` and `a:b` for two */
export function hereAt(path: string): Here {
  const plain = path.replace(/(.)\/$/, '$1');
  if (plain === ROUTES.home) return { ...ELSEWHERE, page: 'home' };
  if (plain === ROUTES.invite) return { ...ELSEWHERE, page: 'invite' };
  for (const page of PAGES) {
    const ids = ROUTES[page].exec(path)?.groups;
    if (ids === undefined) continue;
    const known = Object.entries(ids).flatMap(([kind, part]) => (part === undefined ? [] : [[kind, decoded(part)] as const]));
    return known.every(([, id]) => isId(id)) ? { ...ELSEWHERE, page, ...Object.fromEntries(known) } : ELSEWHERE;
  }
  return ELSEWHERE;
}

/** '' for what was never encoded. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
