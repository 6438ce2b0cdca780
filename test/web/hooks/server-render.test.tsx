import type { JSX } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import {
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
});
