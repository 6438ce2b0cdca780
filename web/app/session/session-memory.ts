import { dropKept, writeKept } from '../../client/kept.ts';
import type { BegunSession, SessionMemory, SignInMode } from '../../hooks/use-session.ts';
import { objectOf, readKeptObject } from '../browser/kept-json.ts';

const KEY = 'weft.session';

const MODES: readonly SignInMode[] = ['accounts', 'jwt', 'custom'];

/** The last session of this browser: with it the app starts before the server has answered, and without it. */
export const sessionMemory: SessionMemory = {
  read: (): BegunSession | null => {
    const kept = readKeptObject(KEY);
    if (kept.state === 'open') return { state: 'open' };
    const mode = MODES.find((one) => one === kept.mode);
    const { user_id, username, color } = objectOf(kept.user);
    if (mode === undefined || typeof user_id !== 'string' || typeof username !== 'string') return null;
    return { state: 'signed-in', mode, user: { user_id, username, color: typeof color === 'string' ? color : null } };
  },
  write: (session) => (session === null ? dropKept(KEY) : writeKept(KEY, JSON.stringify(session))),
};

/**
 * Calls `listener` when another tab of this browser belongs to somebody else than `user` from now on: the cookie is theirs then, and what this tab
 * sends would be theirs, too. Returns its stop.
 */
export function watchOtherSession(user: string, listener: () => void): () => void {
  const onStorage = ({ key }: StorageEvent): void => {
    if (key !== KEY) return;
    const kept = sessionMemory.read();
    if (kept?.state === 'signed-in' && kept.user.user_id !== user) listener();
  };
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
}
