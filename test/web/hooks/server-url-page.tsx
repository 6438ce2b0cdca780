import { createRoot } from 'react-dom/client';
import { useOnlineUsers } from '../../../web/hooks/use-online-users.ts';
import { WebSocketProvider } from '../../../web/hooks/websocket-provider.tsx';

/** A page that doesn't say where its server is. */
function Here() {
  return <p>{useOnlineUsers('home').onlineUsers.length}</p>;
}

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
createRoot(root).render(
  <WebSocketProvider userInfo={{ userId: 'ada', username: 'Ada' }}>
    <Here />
  </WebSocketProvider>,
);
