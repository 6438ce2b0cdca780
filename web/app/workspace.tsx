import { type JSX, useCallback, useMemo, useState } from 'react';
import type { SessionUser, SignInMode } from '../client/api.ts';
import { colorOf } from '../hooks/use-presence.ts';
import { WebSocketProvider } from '../hooks/websocket-provider.tsx';
import { type App, AppContext, type Me } from './app-context.ts';
import type { useLanguage } from './browser/use-language.ts';
import type { useTheme } from './browser/use-theme.ts';
import { Frame } from './frame/frame.tsx';
import { ServiceNewsContext, useServiceNewsOf } from './frame/service-news.ts';
import type { Layer } from './layers.ts';
import { useSample } from './sample/use-sample.ts';
import { useKeptPerson } from './session/use-kept-person.ts';
import { useProjects } from './use-projects.ts';

interface Settings {
  readonly language: ReturnType<typeof useLanguage>;
  readonly theme: ReturnType<typeof useTheme>;
}

export interface AccountProps extends Settings {
  readonly mode: SignInMode;
  readonly user: SessionUser;
  readonly onChange: Me['change'];
  readonly onSignOut: () => Promise<void>;
}

/** The app for somebody whom the server knows. */
export function Account({ user, onChange, ...rest }: AccountProps): JSX.Element {
  const { user_id: id, username: name, color } = user;
  const me = useMemo((): Me => ({ person: { id, name, color: color ?? colorOf(id) }, change: onChange }), [id, name, color, onChange]);
  return <Workspace me={me} {...rest} />;
}

/** The app where the server knows no users: this browser remembers who it is. */
export function Guest(settings: Settings): JSX.Element {
  const me = useKeptPerson(settings.language.text.person);
  return <Workspace me={me} mode="open" {...settings} />;
}

interface WorkspaceProps extends Settings {
  readonly mode: SignInMode;
  readonly me: Me;
  readonly onSignOut?: () => Promise<void>;
}

/** What all pages stand in: one connection, and what every page may need. */
function Workspace({ language, theme, mode, me, onSignOut }: WorkspaceProps): JSX.Element {
  const { projects, sample } = useSample(useProjects(me.person.id), language.language, mode === 'open' ? null : me.person.id);
  const [layer, setLayer] = useState<Layer | null>(null);
  const close = useCallback(() => setLayer(null), []);
  const app = useMemo(
    (): App => ({ mode, me, projects, sample, ...language, ...theme, layer, open: setLayer, close, signOut: onSignOut ?? null }),
    [mode, me, projects, sample, language, theme, layer, close, onSignOut],
  );
  const { id, name, color } = me.person;
  const userInfo = useMemo(() => ({ userId: id, username: name, color }), [id, name, color]);
  const news = useServiceNewsOf(projects);
  // In the app attempts never end: whoever left a tab open wants it to come back.
  return (
    <AppContext.Provider value={app}>
      <ServiceNewsContext.Provider value={news}>
        <WebSocketProvider userInfo={userInfo} maxReconnectAttempts={0} onRefused={news.onRefused} onStoreFailed={news.onStoreFailed}>
          <Frame />
        </WebSocketProvider>
      </ServiceNewsContext.Provider>
    </AppContext.Provider>
  );
}
