/** A page with a board, for real Chromium: it counts what renders, and does what the test tells it. */
import { type JSX, memo, StrictMode, startTransition, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { TaskDraft } from '../../../shared/model/records.ts';
import {
  type Board,
  useBinned,
  useBoard,
  useColumn,
  useColumns,
  useOnlineUsers,
  useProject,
  useRealtimeEvent,
  useSyncStatus,
  useTask,
  useTaskUpdates,
  useWebSocketContext,
  type WebSocketContextValue,
  WebSocketProvider,
} from '../../../web/react.ts';

declare global {
  interface Window {
    harness: {
      /** How often each part has rendered since `forget`. */
      renders: Record<string, number>;
      readonly forget: () => void;
      /** Who is at this browser, or null: then all of it is unmounted. */
      readonly show: (user: { readonly userId: string; readonly username: string } | null) => void;
      /** Starts to make a task. `made` is set when the promise settles. */
      readonly create: (draft: TaskDraft) => void;
      made: string | null;
      context: WebSocketContextValue | null;
      /** What each live event was told to, and by which listener. */
      readonly heard: string[];
      readonly listenAs: (name: string) => void;
      /** Mounts many slow readers in a transition, and changes what they read meanwhile. */
      readonly crowd: () => void;
      /** How many tasks are in the bin. */
      readonly binned: () => number;
      /** True once two readers of one store disagreed in the page. */
      torn: boolean;
    };
  }
}

const query = new URLSearchParams(location.search);
const PROJECT = 'home';
const READERS = 20;

const harness: Window['harness'] = {
  renders: {},
  forget: () => {
    harness.renders = {};
  },
  show: () => undefined,
  create: () => undefined,
  made: null,
  context: null,
  heard: [],
  listenAs: () => undefined,
  crowd: () => undefined,
  binned: () => 0,
  torn: false,
};
window.harness = harness;

function count(part: string): void {
  harness.renders[part] = (harness.renders[part] ?? 0) + 1;
}

function Page(): JSX.Element | null {
  const [user, setUser] = useState<{ readonly userId: string; readonly username: string } | null>({ userId: 'ada', username: 'Ada' });
  useEffect(() => {
    Object.assign(harness, { show: setUser });
  }, []);
  if (user === null) return null;
  return (
    <WebSocketProvider url={query.get('ws') ?? ''} userInfo={user} token={`${user.userId}:editor`} offline={false}>
      <Project />
      {!query.has('alone') && (
        <>
          <Context />
          <Everyone />
          <Tasks />
        </>
      )}
    </WebSocketProvider>
  );
}

function Project(): JSX.Element {
  const board = useBoard(PROJECT);
  const { ready } = useProject(PROJECT);
  return board === null || !ready ? <p>Opening</p> : <Columns board={board} />;
}

function Columns({ board }: { readonly board: Board }): JSX.Element {
  count('board');
  const columns = useColumns(board.store);
  useEffect(() => {
    const create = (draft: TaskDraft): void => {
      board.actions.createTask(draft).then(
        (id) => Object.assign(harness, { made: id }),
        (error: unknown) => Object.assign(harness, { made: String(error) }),
      );
    };
    Object.assign(harness, { create });
  }, [board]);
  return (
    <main>
      {columns.map(({ id }) => (
        <Column key={id} board={board} id={id} />
      ))}
      <Crowd board={board} />
    </main>
  );
}

const Column = memo(function Column({ board, id }: { readonly board: Board; readonly id: string }): JSX.Element {
  count(`column ${id}`);
  const cards = useColumn(board.store, id);
  return (
    <ul data-column={id}>
      {cards.map((card) => (
        <Card key={card} board={board} id={card} />
      ))}
    </ul>
  );
});

const Card = memo(function Card({ board, id }: { readonly board: Board; readonly id: string }): JSX.Element | null {
  count(`card ${id}`);
  const task = useTask(board.store, id);
  return task === null ? null : <li>{task.title}</li>;
});

function Context(): JSX.Element {
  const context = useWebSocketContext();
  const [name, listenAs] = useState('first');
  useRealtimeEvent('task_created', ({ data }) => harness.heard.push(`${name}: ${String(data.title)}`));
  useEffect(() => {
    Object.assign(harness, { context, listenAs });
  }, [context]);
  return (
    <p data-status={context.status} data-sync={useSyncStatus().kind} data-listens={name}>
      {context.joinedProjects.map((project) => project.name).join()}
    </p>
  );
}

function Everyone(): JSX.Element {
  const { onlineUsers, getUserStatus } = useOnlineUsers(PROJECT);
  return <p data-online>{onlineUsers.map(({ id, name }) => `${name} ${getUserStatus(id)}`).join()}</p>;
}

/** Many readers of the bin, which nobody else reads: each slow enough that something changes before the last has read it. */
function Crowd({ board }: { readonly board: Board }): JSX.Element {
  const [size, setSize] = useState(0);
  useEffect(() => {
    const crowd = (): void => {
      startTransition(() => setSize(READERS));
      const timer = setInterval(() => {
        const last = board.store.binned.getSnapshot().at(-1);
        if (last === undefined) clearInterval(timer);
        else void board.actions.removeTask(last.task_id);
      }, 4);
    };
    Object.assign(harness, { crowd, binned: () => board.store.binned.getSnapshot().length });
  }, [board]);
  return (
    <footer>
      {Array.from({ length: size }, (_, reader) => (
        <Reader key={String(reader)} board={board} />
      ))}
    </footer>
  );
}

function Reader({ board }: { readonly board: Board }): JSX.Element {
  const { length } = useBinned(board.store);
  const until = performance.now() + 4;
  while (performance.now() < until);
  return <span>{length}</span>;
}

/** What SPEC promises of a project's tasks, in one. */
function Tasks(): JSX.Element {
  const { tasks, taskUpdates, isConnected } = useTaskUpdates(PROJECT);
  return (
    <p data-updates={taskUpdates.length} data-connected={isConnected}>
      {tasks.map(({ title }) => title).join()}
    </p>
  );
}

new MutationObserver(() => {
  const shown = new Set([...document.querySelectorAll('footer span')].map((reader) => reader.textContent));
  if (shown.size > 1) harness.torn = true;
}).observe(document, { subtree: true, childList: true, characterData: true });

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
