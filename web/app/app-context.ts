import { createContext, useContext } from 'react';
import type { ProjectItem, SignInMode } from '../client/api.ts';
import type { PresenceUser } from '../hooks/use-presence.ts';
import type { Dictionary } from '../i18n/dictionary.ts';
import type { Language } from '../i18n/languages.ts';
import type { Theme } from './browser/use-theme.ts';
import type { Layer } from './layers.ts';

/** The person at this browser, and what they can change about themselves. The promises settle when the server has it. */
export interface Me {
  readonly person: PresenceUser;
  readonly change: (patch: { readonly username?: string; readonly color?: string }) => Promise<void>;
}

/** The projects that this person may see. */
export interface Projects {
  /** By name; what this browser remembers while the server can't be reached. Null until either is known. */
  readonly items: readonly ProjectItem[] | null;
  /** Asks the server anew: after somebody joined, was invited, made, renamed or deleted one. */
  readonly reload: () => Promise<void>;
}

/** The project that a new person began with, to be thrown away. */
export interface Sample {
  /** Its id while this browser says so on it. */
  readonly project: string | null;
  /** It goes in some seconds: until then it can be had back. */
  readonly leaving: boolean;
  readonly failed: boolean;
  readonly make: () => Promise<string>;
  readonly remove: () => void;
  readonly undo: () => void;
  /** Says no longer that it is one. */
  readonly keep: () => void;
}

/** What every page of the app may need. */
export interface App {
  readonly mode: SignInMode;
  readonly me: Me;
  readonly projects: Projects;
  readonly sample: Sample;
  readonly text: Dictionary;
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly theme: Theme;
  readonly setTheme: (theme: Theme) => void;
  /** What is open over or beside the page: never more than one. */
  readonly layer: Layer | null;
  readonly open: (layer: Layer) => void;
  readonly close: () => void;
  /** Ends the session on the server; null where signing in isn't done here. What this browser keeps is forgotten before: see SignOutDialog. */
  readonly signOut: (() => Promise<void>) | null;
}

/** Provided by `Workspace`. */
export const AppContext = createContext<App | null>(null);

/** The app around a page. It throws outside of it. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('Pages stand inside the app alone.');
  return app;
}
