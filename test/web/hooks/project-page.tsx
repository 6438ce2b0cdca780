/** A page of a project without its board, for real Chromium: it shows what the hooks answer, and does what the test tells it. */
import { type JSX, StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import {
  type CollaborativeEditing,
  type Notifications,
  useCollaborativeEditing,
  useDocuments,
  useMembers,
  useNotifications,
  useProject,
  WebSocketProvider,
} from '../../../web/react.ts';

declare global {
  interface Window {
    /** What the hooks answered last. */
    answers: { editing?: CollaborativeEditing; inbox?: Notifications };
  }
}

const query = new URLSearchParams(location.search);
const given = (name: string): string => query.get(name) ?? '';
const PROJECT = given('project');
window.answers = {};

function Project(): JSX.Element {
  const { name, role, editable } = useProject(PROJECT);
  const members = useMembers(PROJECT);
  const documents = useDocuments(PROJECT);
  return (
    <ul>
      <li>{`${name}, ${role}, ${editable ? 'editable' : 'read'}`}</li>
      <li>{members.map(({ username, role: theirs, online }) => `${username} ${theirs} ${online?.status ?? 'offline'}`).join()}</li>
      <li>{documents.map(({ title, kind }) => `${title} ${kind}`).join()}</li>
    </ul>
  );
}

function Inbox(): JSX.Element {
  const inbox = useNotifications('unread');
  useEffect(() => {
    window.answers.inbox = inbox;
  }, [inbox]);
  return <p>{`${inbox.unread} unread: ${inbox.notifications.map(({ title }) => title).join()}`}</p>;
}

function Editing(): JSX.Element {
  const editing = useCollaborativeEditing(given('document'), { projectId: PROJECT });
  useEffect(() => {
    window.answers.editing = editing;
  }, [editing]);
  return <pre>{`${editing.isEditing} ${editing.collaborators.map(({ name }) => name).join()}: ${editing.text}`}</pre>;
}

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <WebSocketProvider url={given('ws')} userInfo={{ userId: given('user'), username: given('name') }} offline={false}>
      <Project />
      <Inbox />
      <Editing />
    </WebSocketProvider>
  </StrictMode>,
);
