import { useCallback, useEffect, useState } from 'react';
import type { Api, SessionUser, SignInMode } from '../client/api.ts';

export type { Api, SessionUser, SignInMode };

/** Who is at this browser: `elsewhere` where people sign in in another application. */
export type Session =
  | { readonly state: 'loading' | 'failed' | 'open' | 'signed-out' | 'elsewhere' }
  | { readonly state: 'signed-in'; readonly mode: SignInMode; readonly user: SessionUser };

const LOADING: Session = { state: 'loading' };

export interface SessionActions {
  readonly signIn: (username: string) => Promise<void>;
  readonly recover: (secret: string) => Promise<void>;
  readonly changeMe: (patch: { readonly username?: string; readonly color?: string }) => Promise<void>;
  readonly signOut: () => Promise<void>;
}

/** The session, and what changes it. Actions reject with ApiError and leave it as it was. */
export function useSession(api: Api): { readonly session: Session } & SessionActions {
  const [session, setSession] = useState<Session>(LOADING);

  useEffect(() => {
    let current = true;
    const settle = (next: Session): void => {
      if (current) setSession(next);
    };
    api.session().then(
      ({ mode, user }) => {
        if (mode === 'open') settle({ state: 'open' });
        else if (user !== null) settle({ state: 'signed-in', mode, user });
        else settle({ state: mode === 'accounts' ? 'signed-out' : 'elsewhere' });
      },
      () => settle({ state: 'failed' }),
    );
    return () => {
      current = false;
    };
  }, [api]);

  const signIn = useCallback(async (username: string) => setSession(begun(await api.signIn(username))), [api]);
  const recover = useCallback(async (secret: string) => setSession(begun(await api.recover(secret))), [api]);
  const changeMe = useCallback<SessionActions['changeMe']>(
    async (patch) => {
      const user = await api.changeMe(patch);
      setSession((before) => (before.state === 'signed-in' ? { ...before, user } : before));
    },
    [api],
  );
  const signOut = useCallback(async () => {
    await api.signOut();
    setSession({ state: 'signed-out' });
  }, [api]);
  return { session, signIn, recover, changeMe, signOut };
}

function begun(user: SessionUser): Session {
  return { state: 'signed-in', mode: 'accounts', user };
}
