import type { JSX } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import {
  InboxBell,
  NotificationCenter,
  OnlineUsers,
  PresenceStack,
  SyncBadge,
  TaskBoard,
  TaskCard,
  TaskStatusIndicator,
  useBoard,
  useMembers,
  useNotifications,
  useOnlineUsers,
  useSyncStatus,
  useTaskUpdates,
  useWebSocketContext,
  WebSocketProvider,
} from '../../../web/react.ts';

function Everything(): JSX.Element {
  const { status, isConnected } = useWebSocketContext();
  const { tasks, actions } = useTaskUpdates('home');
  const { notifications, unread } = useNotifications();
  const counts = [tasks, notifications, useMembers('home'), useOnlineUsers('home').onlineUsers].map(({ length }) => length);
  return <p>{[status, isConnected, useSyncStatus().kind, useBoard('home'), actions, unread, ...counts].map(String).join(' ')}</p>;
}

describe('where nothing mounts', () => {
  it('a hook without a provider says what is missing', () => {
    expect(() => renderToString(<Everything />)).toThrow('There is no <WebSocketProvider> above this component. Wrap the app in one.');
  });

  it('a server renders what the first render in a browser shows: nothing yet', () => {
    const page = renderToString(
      <WebSocketProvider userInfo={{ userId: 'ada', username: 'Ada' }}>
        <Everything />
      </WebSocketProvider>,
    );
    expect(page).toBe('<p>idle false connecting null null 0 0 0 0 0</p>');
  });

  it('a server renders every component: what there is to wait for, and no people', () => {
    const page = renderToString(
      <WebSocketProvider userInfo={{ userId: 'ada', username: 'Ada' }}>
        <SyncBadge language="zh-CN" />
        <OnlineUsers roomId="home" projectName="Home" showCollaborators showAbsent />
        <PresenceStack roomId="home" />
        <TaskBoard projectId="home" />
        <TaskCard projectId="home" taskId="task_1" />
        <TaskStatusIndicator projectId="home" taskId="task_1" initialStatus="To do" showCollaborators showStatusHistory />
        <InboxBell open={false} onToggle={() => undefined} />
        <NotificationCenter isOpen onClose={() => undefined} />
      </WebSocketProvider>,
    );
    for (const text of ['正在连接', 'Here now in Home', 'Nobody is here just now.', 'aria-busy="true"', 'To do'])
      expect(page).toContain(text);
    expect(page).not.toContain('Ada');
  });
});
