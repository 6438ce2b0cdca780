import { useCallback, useEffect, useState } from 'react';
import type { Api, SessionUser } from '../client/api.ts';

export type { Api, SessionUser };

/** Who is at this browser: `open` where the server knows no users, `elsewhere` where people sign in in another application. */
export type Session =
  | { readonly state: 'loading' | 'failed' | 'open' | 'signed-out' | 'elsewhere' }
  | { readonly state: 'signed-in'; readonly user: SessionUser };

const LOADING: Session = { state: 'loading' };

/** The session, and what changes it. Actions reject with ApiError and leave it as it was. */
export function useSession(api: Api): {
  readonly session: Session;
  readonly signIn: (username: string) => Promise<void>;
  readonly rename: (username: string) => Promise<void>;
} {
  const [session, setSession] = useState<Session>(LOADING);

  useEffect(() => {
    let current = true;
    const settle = (next: Session): void => {
      if (current) setSession(next);
    };
    api.session().then(
      ({ mode, user }) => {
        if (mode === 'open') settle({ state: 'open' });
        else if (user !== null) settle({ state: 'signed-in', user });
        else settle({ state: mode === 'accounts' ? 'signed-out' : 'elsewhere' });
      },
      () => settle({ state: 'failed' }),
    );
    return () => {
      current = false;
    };
  }, [api]);

  const signIn = useCallback(async (username: string) => setSession({ state: 'signed-in', user: await api.signIn(username) }), [api]);
  const rename = useCallback(async (username: string) => setSession({ state: 'signed-in', user: await api.rename(username) }), [api]);
  return { session, signIn, rename };
}
