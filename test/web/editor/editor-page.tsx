import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { DocumentEditor } from '../../../web/editor/document-editor.tsx';
import { useRoom } from '../../../web/hooks/use-room.ts';
import { WebSocketProvider } from '../../../web/hooks/websocket-provider.tsx';
import { LANGUAGES } from '../../../web/i18n/languages.ts';
import '../../../web/styles/index.css';

/** The editor of the document `p/home/d/welcome`, and a button that takes it away and brings it back while the document stays open: `?ws=…&token=ada:editor`. */
const address = new URLSearchParams(location.search);
const nothing = (): void => {};

function Page() {
  const room = useRoom('p/home/d/welcome');
  const [isOpen, setOpen] = useState(true);
  return (
    <>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Document
      </button>
      {room !== null && isOpen && (
        <DocumentEditor
          project="home"
          document="welcome"
          room={room}
          text={LANGUAGES.en.text}
          language="en"
          addressOf={(kind, id) => `#${kind}:${id}`}
          navigate={nothing}
          thread={null}
          onThreadShown={nothing}
          person={null}
          onPersonShown={nothing}
          onBroken={reportError}
        />
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
      userInfo={{ userId: 'ada', username: 'Ada' }}
      maxReconnectAttempts={0}
    >
      <Page />
    </WebSocketProvider>
  </StrictMode>,
);
