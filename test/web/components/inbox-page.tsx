import { type JSX, StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { InboxBell } from '../../../web/components/inbox/inbox-bell.tsx';
import { InboxToasts } from '../../../web/components/inbox/inbox-toasts.tsx';
import { NotificationCenter } from '../../../web/components/inbox/notification-center.tsx';
import { WebSocketProvider } from '../../../web/hooks/websocket-provider.tsx';
import { isLanguage } from '../../../web/i18n/languages.ts';
import '../../../web/styles/kit.css';
import './board-page.css';

/** An inbox in a page that isn't the app's: `?ws=…&token=ada:editor&language=zh-CN`, with a field to write in. */
const address = new URLSearchParams(location.search);
const wanted = address.get('language') ?? 'en';
const language = isLanguage(wanted) ? wanted : 'en';
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');

function Page(): JSX.Element {
  const [open, setOpen] = useState(false);
  const [opened, setOpened] = useState('');
  return (
    <main>
      <InboxBell open={open} onToggle={() => setOpen(!open)} language={language} />
      <p>{opened}</p>
      <textarea aria-label="Note" style={{ position: 'fixed', insetInlineEnd: 20, insetBlockEnd: 20, width: 300 }} />
      <NotificationCenter
        isOpen={open}
        onClose={() => setOpen(false)}
        language={language}
        nameOfProject={(id) => (id === 'home' ? 'Home' : undefined)}
        onOpenEntry={(entry) => setOpened(`Opened ${entry.title}`)}
      />
      <InboxToasts language={language} quiet={open} onOpenEntry={(entry) => setOpened(`Opened ${entry.title}`)} />
    </main>
  );
}

createRoot(root).render(
  <StrictMode>
    <WebSocketProvider
      url={address.get('ws') ?? ''}
      token={address.get('token') ?? ''}
      userInfo={{ userId: 'ada', username: 'Ada' }}
      maxReconnectAttempts={0}
    >
      <Page />
    </WebSocketProvider>
  </StrictMode>,
);
