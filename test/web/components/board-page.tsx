import { type JSX, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Task } from '../../../shared/model/records.ts';
import { TaskBoard } from '../../../web/components/board/task-board.tsx';
import { TaskCard } from '../../../web/components/board/task-card.tsx';
import { TaskStatusIndicator } from '../../../web/components/board/task-status-indicator.tsx';
import { WebSocketProvider } from '../../../web/hooks/websocket-provider.tsx';
import { isLanguage } from '../../../web/i18n/languages.ts';
import '../../../web/styles/kit.css';
import './board-page.css';

/** A board in a page that isn't the app's: `?ws=…&user=ada&token=ada:editor&language=zh-CN`; with `&task=…` the status of one task alone, with `&card=…` one card. */
const address = new URLSearchParams(location.search);
const user = address.get('user') ?? 'ada';
const wanted = address.get('language') ?? 'en';
const language = isLanguage(wanted) ? wanted : 'en';
const task = address.get('task');
const card = address.get('card');

/** What an application of its own may put on cards. */
const slots = {
  cardFooter: ({ task_id }: Task) => <small>Id {task_id}</small>,
  renderCard: ({ title }: Task) => (title === 'Own look' ? <em>{title}, in another way</em> : undefined),
};

function Shown(): JSX.Element {
  if (task !== null)
    return <TaskStatusIndicator projectId="home" taskId={task} language={language} initialStatus="…" showCollaborators showStatusHistory />;
  if (card !== null) {
    const open = (id: string): void => {
      document.title = `Opened ${id}`;
    };
    return (
      <TaskCard projectId="home" taskId={card} language={language} onOpen={open} className="mine">
        <small>More</small>
      </TaskCard>
    );
  }
  return <TaskBoard projectId="home" language={language} {...(address.has('slots') && slots)} />;
}

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
      <Shown />
    </WebSocketProvider>
  </StrictMode>,
);
