import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { TaskBoard } from '../../../web/components/board/task-board.tsx';
import { TaskStatusIndicator } from '../../../web/components/board/task-status-indicator.tsx';
import { WebSocketProvider } from '../../../web/hooks/websocket-provider.tsx';
import { isLanguage } from '../../../web/i18n/languages.ts';
import '../../../web/styles/kit.css';
import './board-page.css';

/** A board in a page that isn't the app's: `?ws=…&user=ada&token=ada:editor&language=zh-CN`; with `&task=…` the status of one task alone. */
const address = new URLSearchParams(location.search);
const user = address.get('user') ?? 'ada';
const wanted = address.get('language') ?? 'en';
const language = isLanguage(wanted) ? wanted : 'en';
const task = address.get('task');
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');

createRoot(root).render(
  <StrictMode>
    <WebSocketProvider
      url={address.get('ws') ?? ''}
      token={address.get('token') ?? ''}
      userInfo={{ userId: user, username: user }}
      maxReconnectAttempts={0}
    >
      {task === null ? (
        <TaskBoard projectId="home" language={language} />
      ) : (
        <TaskStatusIndicator projectId="home" taskId={task} language={language} initialStatus="…" showCollaborators showStatusHistory />
      )}
    </WebSocketProvider>
  </StrictMode>,
);
