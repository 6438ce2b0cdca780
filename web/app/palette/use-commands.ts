import {
  CircleDot,
  CircleMinus,
  CircleUser,
  FilePlus,
  FolderPlus,
  House,
  Inbox,
  Keyboard,
  Languages,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  Settings,
  SquarePlus,
  Sun,
  UserPlus,
} from 'lucide-react';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { useOwnStatus } from '../../hooks/use-own-status.ts';
import type { CommandNames } from '../../i18n/commands.ts';
import { isLanguage, LANGUAGES } from '../../i18n/languages.ts';
import { addressOf, ROUTES } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import { THEMES } from '../browser/use-theme.ts';
import { MAKES_DOCUMENT } from '../documents/use-new-document.ts';
import { PAGE_ICONS } from '../frame/page-icons.ts';
import { type Here, PROJECT_PAGES } from '../frame/use-here.ts';
import { GO_KEYS } from '../keys/app-keys.ts';
import type { Entry } from './entries.ts';

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

/** A command, with other words that find it. */
export interface Command extends Entry {
  readonly words: string;
}

/** What one may do in the project that is open. */
export interface Rights {
  readonly role: string | null;
  readonly editable: boolean;
}

/** What can be done here and now, and nothing else. */
export function useCommands({ page, project }: Here, { role, editable }: Rights): readonly Command[] {
  const { mode, projects, text, language, setLanguage, theme, setTheme, open, signOut } = useApp();
  const [, navigate] = useLocation();
  const { status, setStatus } = useOwnStatus();
  const { names, words } = text.commands;
  const listed = projects.items?.some((one) => one.project_id === project) ?? false;

  return useMemo(() => {
    const commands: Command[] = [];
    const add = (
      id: Exclude<keyof CommandNames, 'theme' | 'language'>,
      icon: LucideIcon,
      run: () => void,
      keys: readonly string[] = [],
    ): void => {
      commands.push({ id, title: names[id], icon, keys, words: words[id] ?? '', run });
    };
    const addMany = (id: 'theme' | 'language', option: string, title: string, icon: LucideIcon, run: () => void): void => {
      commands.push({ id: `${id}-${option}`, title, icon, words: `${words[id] ?? ''} ${option}`, run });
    };
    if (project !== null && editable) {
      add('newCard', SquarePlus, () => navigate(`${addressOf.board(project)}#new`), page === 'board' ? ['C'] : []);
      add('newDocument', FilePlus, () => navigate(addressOf.documents(project), { state: MAKES_DOCUMENT }));
    }
    if (project !== null) {
      for (const name of PROJECT_PAGES) {
        if (name !== page) add(name, PAGE_ICONS[name], () => navigate(addressOf[name](project)), ['G', GO_KEYS[name]]);
      }
    }
    if (mode !== 'open') add('inbox', Inbox, () => open({ kind: 'inbox' }), ['G', GO_KEYS.inbox]);
    if (page !== 'home') add('projects', House, () => navigate(ROUTES.home));
    add('newProject', FolderPlus, () => open({ kind: 'new-project' }));
    if (project !== null && role === 'owner' && mode !== 'open') add('share', UserPlus, () => open({ kind: 'share', project }));
    // For an owner to rename it, for others to leave.
    if (project !== null && listed) add('settings', Settings, () => open({ kind: 'project-settings', project }));
    add('profile', CircleUser, () => open({ kind: 'profile' }));
    if (status === 'busy') add('online', CircleDot, () => setStatus('online'));
    else add('busy', CircleMinus, () => setStatus('busy'));
    for (const option of THEMES) {
      if (option !== theme) addMany('theme', option, names.theme[option], THEME_ICONS[option], () => setTheme(option));
    }
    for (const [tag, { name }] of Object.entries(LANGUAGES)) {
      if (isLanguage(tag) && tag !== language) addMany('language', tag, names.language(name), Languages, () => setLanguage(tag));
    }
    add('keys', Keyboard, () => open({ kind: 'keys' }), ['?']);
    if (mode === 'accounts' && signOut !== null) add('signOut', LogOut, () => open({ kind: 'sign-out' }));
    return commands;
  }, [
    page,
    project,
    role,
    editable,
    listed,
    mode,
    names,
    words,
    language,
    setLanguage,
    theme,
    setTheme,
    open,
    signOut,
    navigate,
    status,
    setStatus,
  ]);
}
