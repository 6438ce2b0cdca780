import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { LIMITS } from '../../../shared/limits.ts';
import { addActivity, readActivity } from '../../../shared/model/activity.ts';
import { addComment, createThread, readThreads } from '../../../shared/model/comments.ts';
import { addDocument, readDocument, readDocuments } from '../../../shared/model/documents.ts';
import { addNotification, foldable, notificationIds, pruneInbox, readInbox } from '../../../shared/model/inbox.ts';
import { readMarks, readSettings } from '../../../shared/model/inbox-settings.ts';
import { mirrorPeople, readPeople } from '../../../shared/model/people.ts';
import { parsePresence } from '../../../shared/model/presence.ts';
import { addColumn, readProject } from '../../../shared/model/project.ts';
import { createTask, moveTask } from '../../../shared/model/task-edits.ts';
import { boardOf, readTask, readTasks } from '../../../shared/model/tasks.ts';
import { cut } from '../../../shared/model/values.ts';
import { boardDoc, ODDITIES } from './support.ts';

const ADA = { now: 1_000, by: 'usr_ada' };

/** A document with one sound record of everything that a room of its kind holds, though no room holds all of it. */
function filled(): Y.Doc {
  const doc = boardDoc();
  createTask(doc, 'task', { title: 'Task', description: 'Words' }, ADA);
  createTask(doc, 'sound', { title: 'Sound', labels: ['x'] }, ADA);
  for (const id of ['document', 'sound']) addDocument(doc, id, { title: 'Document' }, ADA);
  mirrorPeople(doc, [person('person'), person('sound')]);
  addActivity(doc, { id: 'act', type: 'task', user_id: null, time: 1, data: {} }, 10);
  for (const id of ['thread', 'sound']) {
    createThread(
      doc,
      id,
      { comment_id: 'comment', text: 'Text', anchor: { start: 'a', end: 'b', quote: 'c', before: '', after: '' } },
      ADA,
    );
    addComment(doc, id, 'sound', 'Text', ADA);
  }
  for (const id of ['ntf', 'sound']) addNotification(doc, notification(id));
  doc.getMap('read').set('ntf', 5);
  doc.getMap('archived').set('ntf', 4);
  doc.getMap('settings').set('mute/kind:role', true);
  return doc;
}

const FILLED = Y.encodeStateAsUpdate(filled());

function full(): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, FILLED);
  return doc;
}

function person(user_id: string) {
  return { user_id, username: 'Name', color: '#fff', role: 'editor' };
}

function notification(notification_id: string) {
  const ids = { project_id: 'home', task_id: null, document_id: null, thread_id: null };
  return {
    notification_id,
    kind: 'system',
    level: 'info',
    item: 'i',
    title: 'T',
    message: 'M',
    time: 5,
    count: 1,
    actors: ['usr_bo'],
    facts: { name: 'Bo' },
    ...ids,
  } as const;
}

/** Everything that reads. */
function readAll(doc: Y.Doc): void {
  const project = readProject(doc);
  expect(project.columns.length).toBeGreaterThan(0);
  const tasks = readTasks(doc);
  for (const task of tasks.items) {
    expect(task.title.length).toBeLessThanOrEqual(500);
    expect(task.order.length).toBeLessThan(300);
    expect(task.description.length).toBeLessThanOrEqual(100_000);
    expect(readTask(doc, task.task_id)).toEqual(task);
    for (const time of [task.created_at, task.deleted_at ?? 0]) new Date(time).toISOString();
  }
  const shown = boardOf(project, tasks.items).flatMap((column) => column.tasks);
  expect(shown).toHaveLength(tasks.items.filter((task) => task.deleted_at === null).length);
  for (const entry of readDocuments(doc).items) expect(readDocument(doc, entry.document_id)).toEqual(entry);
  readPeople(doc);
  readActivity(doc);
  for (const thread of readThreads(doc).items) for (const comment of thread.comments) new Date(comment.created_at).toISOString();
  const marks = readMarks(doc);
  for (const entry of readInbox(doc, marks).items) new Date(entry.time).toISOString();
  foldable(doc, marks, 'i');
  notificationIds(doc);
  readSettings(doc);
}

/** The document as the wire brings it to somebody else. */
function carried(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

type Place = (doc: Y.Doc) => Y.Map<unknown>;

const at =
  (root: string, ...keys: readonly string[]): Place =>
  (doc) =>
    keys.reduce((map, key) => map.get(key) as Y.Map<unknown>, doc.getMap<unknown>(root));

/** Every key that the model knows, where it is. */
const PLACES: readonly (readonly [Place, readonly string[]])[] = [
  [at('project'), ['name', 'schema', 'columns', 'else']],
  [at('project', 'columns'), ['todo', 'a/b', 'new']],
  [at('project', 'columns', 'todo'), ['title', 'order']],
  [at('tasks'), ['task', 'new', 'a/b', '#server', 'x'.repeat(500), 'toString']],
  [
    at('tasks', 'task'),
    ['title', 'status', 'order', 'assignee_id', 'priority', 'due', 'created_at', 'created_by', 'deleted_at', 'history', 'description'],
  ],
  [
    at('tasks', 'task'),
    ['label/x', 'label/', `label/${'x'.repeat(900)}`, 'watch/usr_ada', 'watch/', 'watch/a/b', 'watch/__proto__', 'else'],
  ],
  [at('documents'), ['document', 'new', 'a/b']],
  [at('documents', 'document'), ['title', 'kind', 'order', 'created_at', 'created_by', 'deleted_at']],
  [at('people'), ['person', 'new', 'a/b']],
  [at('threads'), ['thread', 'new', 'a/b']],
  [
    at('threads', 'thread'),
    ['anchor', 'task_id', 'created_at', 'resolved_at', 'resolved_by', 'comment/comment', 'comment/', 'comment/a/b'],
  ],
  [at('threads', 'thread', 'comment/comment'), ['author_id', 'text', 'created_at', 'edited_at', 'deleted_at']],
  [at('read'), ['ntf', 'a/b']],
  [at('archived'), ['ntf']],
  [at('settings'), ['mute/kind:role', 'mute/', 'else', `mute/${'x'.repeat(900)}`]],
];

describe('what hostile clients write', () => {
  for (const [name, make] of ODDITIES) {
    it(`breaks no reader and stays as it is: ${name} in every place`, () => {
      for (const [place, keys] of PLACES) {
        for (const key of keys) {
          const doc = full();
          place(doc).set(key, make());
          const there = carried(doc);
          const before = Y.encodeStateAsUpdate(there);
          readAll(doc);
          readAll(there);
          expect(Buffer.from(Y.encodeStateAsUpdate(there)).equals(before), key).toBe(true);
          // What lies beside it is still read.
          expect(readTask(there, 'sound')?.labels).toEqual(['x']);
          expect(readDocument(there, 'sound')).not.toBeNull();
          expect(readPeople(there).items).toContainEqual(person('sound'));
          expect(readThreads(there).items.find((thread) => thread.thread_id === 'sound')?.comments).toHaveLength(2);
          expect(readInbox(there, readMarks(there)).items.some((entry) => entry.notification_id === 'sound')).toBe(true);
        }
      }
    });

    it(`hinders no writer: ${name} beside and among the records`, () => {
      for (const [place, keys] of PLACES.slice(0, 5)) {
        for (const key of keys) {
          const doc = full();
          place(doc).set(key, make());
          createTask(doc, 'added', { title: 'Added' }, ADA);
          moveTask(doc, 'sound', { status: readProject(doc).columns[0]?.id ?? '', after: null });
          addColumn(doc, 'column', 'Column');
          expect(readTask(doc, 'added'), key).not.toBeNull();
          expect(readProject(doc).columns.map((column) => column.id)).toContain('column');
        }
      }
    });
  }

  it('is cut between characters, never inside one', () => {
    expect([1, 2, 3, 4].map((max) => cut('a😀b', max))).toEqual(['a', 'a', 'a😀', 'a😀b']);
  });

  it('is reported where a record was skipped', () => {
    const doc = full();
    doc.getMap('tasks').set('number', 7);
    at('tasks', 'task')(doc).set('title', null);
    at('threads', 'thread', 'comment/comment')(doc).set('text', new Y.Text('x'));
    doc.getArray('notifications').insert(0, [null]);
    doc.getMap('people').set('person', 'x');
    expect(readTasks(doc).malformed).toEqual([
      { at: 'tasks/task', why: 'has no title' },
      { at: 'tasks/number', why: 'is no map' },
    ]);
    expect(readThreads(doc).malformed).toEqual([{ at: 'threads/thread/comment/comment', why: 'has no text' }]);
    expect(readInbox(doc, readMarks(doc)).malformed).toEqual([{ at: 'notifications/0', why: 'is no object' }]);
    expect(readPeople(doc).malformed).toEqual([{ at: 'people/person', why: 'names no person' }]);
  });
});

describe('roots of another type', () => {
  const NAMES = ['project', 'tasks', 'documents', 'activity', 'people', 'threads', 'notifications', 'read', 'archived', 'settings'];

  it('break no reader: lists, texts and XML where maps should be, and maps where lists should be', () => {
    for (const fill of [
      (doc: Y.Doc, name: string) => doc.getArray(name).push([1, new Y.Map(), 'x']),
      (doc: Y.Doc, name: string) => doc.getText(name).insert(0, 'words', { bold: true }),
      (doc: Y.Doc, name: string) => doc.getXmlFragment(name).insert(0, [new Y.XmlElement('p')]),
      (doc: Y.Doc, name: string) => doc.getMap(name).set('x', 1),
    ]) {
      const doc = new Y.Doc();
      for (const name of NAMES) fill(doc, name);
      // Where this replica itself took the root for something else, and where it only came over the wire.
      readAll(doc);
      readAll(carried(doc));
    }
  });

  it('are reported', () => {
    const doc = new Y.Doc();
    doc.getText('tasks').insert(0, 'words');
    doc.getMap('activity').set('x', 1);
    expect(readTasks(doc)).toEqual({ items: [], malformed: [{ at: 'tasks', why: 'is no map' }] });
    expect(readActivity(doc)).toEqual({ items: [], malformed: [{ at: 'activity', why: 'is no array' }] });
  });

  it('hold nothing in an empty document, and reading makes nothing', () => {
    const doc = new Y.Doc();
    readAll(doc);
    expect(readTasks(doc)).toEqual({ items: [], malformed: [] });
    expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(new Y.Doc()));
  });
});

describe('an inbox with odd entries', () => {
  it('is read all the same, whatever stands in an entry', () => {
    for (const [name, make] of ODDITIES) {
      for (const key of Object.keys(notification('odd'))) {
        const value = make();
        // Types of Yjs can't be inside of plain objects.
        if (value instanceof Y.AbstractType) continue;
        const doc = full();
        doc.getArray('notifications').push([{ ...notification('odd'), [key]: value }, { [key]: value }]);
        for (const replica of [doc, carried(doc)]) {
          readAll(replica);
          const ids = readInbox(replica, readMarks(replica)).items.map((entry) => entry.notification_id);
          expect(ids, `${name} as ${key}`).toEqual(expect.arrayContaining(['ntf', 'sound']));
        }
      }
    }
  });

  it('is pruned all the same, the odd ones first', () => {
    const doc = full();
    doc.getArray('notifications').insert(
      0,
      ODDITIES.map(([, make]) => make()).filter((value) => value !== undefined && typeof value !== 'bigint'),
    );
    const limits = { ...LIMITS, inboxEntries: 2 };
    pruneInbox(doc, readMarks(doc), { now: 10, limits });
    expect(readInbox(doc, readMarks(doc))).toMatchObject({
      malformed: [],
      items: [{ notification_id: 'sound' }, { notification_id: 'ntf' }],
    });
  });
});

describe('presence', () => {
  it('is read from any state, or not at all', () => {
    const user = { id: 'usr_ada', name: 'Ada', color: '#f00' };
    expect(parsePresence({ user, status: 'away', place: { kind: 'task', id: 'task_1' }, cursor: 1 })).toEqual({
      user,
      status: 'away',
      place: { kind: 'task', id: 'task_1' },
      active: 0,
    });
    expect(parsePresence({ user, active: 5 })?.active).toBe(5);
    for (const [name, make] of ODDITIES) {
      const value = make();
      expect(() => parsePresence(value), name).not.toThrow();
      expect(parsePresence({ user: value }), name).toBeNull();
      expect(parsePresence({ user: { ...user, color: value }, status: value, place: value }), name).toMatchObject({
        status: 'online',
        place: null,
      });
      if (typeof value !== 'number') expect(parsePresence({ user, active: value })?.active, name).toBe(0);
      expect(parsePresence({ user, place: { kind: value, id: value } })?.place, name).toBeNull();
    }
  });
});
