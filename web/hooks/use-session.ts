import { useCallback, useEffect, useRef, useState } from 'react';
import { type Api, ApiError, type SessionState, type SessionUser, type SignInMode } from '../client/api.ts';
import { askServer } from '../client/ask-server.ts';

export type { Api, SessionUser, SignInMode };

/** Somebody may use the app: `open` where the server knows no users. */
export type BegunSession =
  | { readonly state: 'open' }
  | { readonly state: 'signed-in'; readonly mode: SignInMode; readonly user: SessionUser };

/**
 * Who is at this browser: `elsewhere` where people sign in in another application, `failed` while the server can't be reached, `refused` where it
 * doesn't serve this address.
 */
export type Session = BegunSession | { readonly state: 'loading' | 'failed' | 'refused' | 'signed-out' | 'elsewhere' };

const LOADING: Session = { state: 'loading' };
const FAILED: Session = { state: 'failed' };
const REFUSED: Session = { state: 'refused' };
const SIGNED_OUT: Session = { state: 'signed-out' };

/** Where a browser remembers the session, so that the app needn't wait for the server. It holds no secret: that is in a cookie. */
export interface SessionMemory {
  /** The last session; null for none, or nobody's. */
  read(): BegunSession | null;
  /** @param session null: there is none any more */
  write(session: BegunSession | null): void;
}

export interface SessionActions {
  /** @param before is done as that person before the app opens for them */
  readonly signIn: (username: string, before?: (user: SessionUser) => Promise<void>) => Promise<void>;
  readonly recover: (secret: string) => Promise<void>;
  readonly changeMe: (patch: { readonly username?: string; readonly color?: string }) => Promise<void>;
  readonly signOut: () => Promise<void>;
}

/**
 * The session, and what changes it: the remembered one until the server has answered, however long that takes. Actions reject with ApiError
 * and leave it as it was.
 */
export function useSession(api: Api, memory: SessionMemory): { readonly session: Session } & SessionActions {
  const [session, setSession] = useState<Session>(() => memory.read() ?? LOADING);
  /** What somebody did here is newer than what the server was asked before. */
  const stopAsking = useRef((): void => {});
  const settle = useCallback((next: Session): void => {
    stopAsking.current();
    setSession(next);
  }, []);

  useEffect(() => {
    const stop = askServer({
      ask: () => api.session(),
      answered: (state) => setSession(sessionOf(state)),
      failed: (error) => setSession((before) => (before.state === 'loading' ? failureOf(error) : before)),
    });
    stopAsking.current = stop;
    return stop;
  }, [api]);

  useEffect(() => {
    if (session.state === 'open' || session.state === 'signed-in') memory.write(session);
    else if (session.state === 'signed-out' || session.state === 'elsewhere') memory.write(null);
  }, [session, memory]);

  const signIn = useCallback<SessionActions['signIn']>(
    async (username, before) => {
      const user = await api.signIn(username);
      await before?.(user);
      settle(begun(user));
    },
    [api, settle],
  );
  const recover = useCallback(async (secret: string) => settle(begun(await api.recover(secret))), [api, settle]);
  const changeMe = useCallback<SessionActions['changeMe']>(
    async (patch) => {
      const user = await api.changeMe(patch);
      stopAsking.current();
      setSession((before) => (before.state === 'signed-in' ? { ...before, user } : before));
    },
    [api],
  );
  const signOut = useCallback(async () => {
    await api.signOut();
    settle(SIGNED_OUT);
  }, [api, settle]);
  return { session, signIn, recover, changeMe, signOut };
}

function sessionOf({ mode, user }: SessionState): Session {
  if (mode === 'open') return { state: 'open' };
  if (user !== null) return { state: 'signed-in', mode, user };
  return mode === 'accounts' ? SIGNED_OUT : { state: 'elsewhere' };
}

function failureOf(error: unknown): Session {
  return error instanceof ApiError && error.code === 'origin.refused' ? REFUSED : FAILED;
}

function begun(user: SessionUser): Session {
  return { state: 'signed-in', mode: 'accounts', user };
}
