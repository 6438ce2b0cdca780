import { useCallback, useEffect, useState } from 'react';
import { ROLES, type Role } from '../../../shared/access.ts';
import type { ProjectItem } from '../../client/api.ts';
import { api } from '../api.ts';

/** What an invite offers. */
export type Offer =
  | { readonly state: 'looking' }
  /** It isn't good, or can't be looked at. */
  | { readonly state: 'failed'; readonly error: unknown }
  /** One has all that it would give. */
  | { readonly state: 'member'; readonly project: string }
  /** `had`: one's role in the project, if one is in it. */
  | { readonly state: 'open'; readonly item: ProjectItem; readonly had: Role | null };

const LOOKING: Offer = { state: 'looking' };

/** Looks at an invite. `fail` says that it couldn't be accepted; `again` looks anew. */
export function useOffer(secret: string): { readonly offer: Offer; readonly fail: (error: unknown) => void; readonly again: () => void } {
  const [offer, setOffer] = useState<Offer>(LOOKING);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt looks anew.
  useEffect(() => {
    let current = true;
    setOffer(LOOKING);
    look(secret).then(
      (found) => current && setOffer(found),
      (error: unknown) => current && setOffer({ state: 'failed', error }),
    );
    return () => {
      current = false;
    };
  }, [secret, attempt]);
  const fail = useCallback((error: unknown) => setOffer({ state: 'failed', error }), []);
  const again = useCallback(() => setAttempt((before) => before + 1), []);
  return { offer, fail, again };
}

async function look(secret: string): Promise<Offer> {
  const [item, projects] = await Promise.all([api.lookAtInvite(secret), api.projects()]);
  const had = projects.find(({ project_id }) => project_id === item.project_id)?.role ?? null;
  if (had !== null && ROLES.indexOf(had) <= ROLES.indexOf(item.role)) return { state: 'member', project: item.project_id };
  return { state: 'open', item, had };
}
