import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { OnlineUsers } from '../../../web/components/presence/online-users.tsx';
import { PresenceStack } from '../../../web/components/presence/presence-stack.tsx';
import { SyncBadge } from '../../../web/components/sync-badge.tsx';
import { useOwnStatus } from '../../../web/hooks/use-own-status.ts';
import { type Place, usePlace } from '../../../web/hooks/use-place.ts';
import { WebSocketProvider } from '../../../web/hooks/websocket-provider.tsx';
import { isLanguage } from '../../../web/i18n/languages.ts';
import '../../../web/styles/kit.css';

/**
 * Who is in the project `home`, in a page that isn't the app's: `?ws=…&user=ada&token=ada:editor&language=zh-CN&place=task:task_1`. Links
 * to places are of the form `#task:task_1`; `&own=1` has a list with lines of the page's own.
 */
const address = new URLSearchParams(location.search);
const user = address.get('user') ?? 'ada';
const wanted = address.get('language') ?? 'en';
const language = isLanguage(wanted) ? wanted : 'en';
const hrefOf = ({ kind, id }: Place): string => `#${kind}:${id}`;

function placeOf(text: string | null): Place | null {
  const [kind = '', id = ''] = text?.split(':') ?? [];
  return kind === 'task' || kind === 'document' || kind === 'board' ? { kind, id } : null;
}

function Page() {
  const { status, setStatus } = useOwnStatus();
  usePlace(placeOf(address.get('place')));
  return (
    <>
      <header>
        <PresenceStack roomId="home" projectName="Roadmap" language={language} hrefOf={hrefOf} />
        <SyncBadge language={language} />
        <button type="button" aria-pressed={status === 'busy'} onClick={() => setStatus(status === 'busy' ? 'online' : 'busy')}>
          Busy
        </button>
      </header>
      {address.has('own') ? (
        <OnlineUsers roomId="home" renderUser={({ name }, where) => `${name} is ${where}`} />
      ) : (
        <OnlineUsers roomId="home" className="theirs" language={language} hrefOf={hrefOf} showCollaborators>
          <p>
            Or <a href="/invite">invite somebody</a>.
          </p>
        </OnlineUsers>
      )}
    </>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <WebSocketProvider
      url={address.get('ws') ?? ''}
      token={address.get('token') ?? ''}
      userInfo={{ userId: user, username: address.get('name') ?? user }}
      maxReconnectAttempts={0}
    >
      <Page />
    </WebSocketProvider>
  </StrictMode>,
);
