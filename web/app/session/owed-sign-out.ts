import { type Api, ApiError } from '../../client/api.ts';
import { dropKept, readKept, writeKept } from '../../client/kept.ts';

const KEY = 'weft.signed-out';

/**
 * An API whose sign-out holds although the server can't be reached: the cookie is the server's to take away, so this browser remembers that it
 * owes it a sign-out, and until that is done nobody is signed in here.
 */
export function withOwedSignOut(api: Api): Api {
  const owes = (): boolean => readKept(KEY) !== null;
  let paying: Promise<void> | null = null;
  const end = async (): Promise<void> => {
    try {
      await api.signOut();
    } catch (error) {
      // A session that is no longer known has ended.
      if (!(error instanceof ApiError && error.code.startsWith('session.'))) throw error;
    }
    dropKept(KEY);
  };
  // Once, however many ask meanwhile.
  const pay = (): Promise<void> => {
    paying ??= end().finally(() => {
      paying = null;
    });
    return paying;
  };
  const payFirst = async (): Promise<void> => {
    if (owes()) await pay();
  };
  return {
    ...api,
    session: async () => {
      if (!owes()) return api.session();
      try {
        await pay();
      } catch {
        // Still out of reach: it stays owed, and whoever was here stays away.
        return { mode: 'accounts', user: null };
      }
      return api.session();
    },
    signIn: async (username) => {
      await payFirst();
      return api.signIn(username);
    },
    recover: async (secret) => {
      await payFirst();
      return api.recover(secret);
    },
    signOut: async () => {
      writeKept(KEY, 'yes');
      try {
        await pay();
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
      }
    },
  };
}

/** Calls `listener` when somebody signs out in another tab of this browser. Returns its stop. */
export function watchSignOut(listener: () => void): () => void {
  const onStorage = ({ key, newValue }: StorageEvent): void => {
    if (key === KEY && newValue !== null) listener();
  };
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
}
