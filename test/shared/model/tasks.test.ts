import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  binTask,
  changeTask,
  createTask,
  moveTask,
  removeTask,
  restoreTask,
  setHistory,
  setWatching,
} from '../../../shared/model/task-edits.ts';
import { readTask, readTasks } from '../../../shared/model/tasks.ts';
import { boardDoc, shown } from './support.ts';

const ADA = { now: 1_000, by: 'usr_ada' };

function withCards(...ids: readonly string[]): Y.Doc {
  const doc = boardDoc();
  for (const id of ids) createTask(doc, id, { title: id }, ADA);
  return doc;
}

const refused = (code: string, ...fields: readonly string[]): unknown =>
  expect.objectContaining({ code, faults: fields.map((field) => expect.objectContaining({ field })) });

/** Whether a change writes anything. */
function writes(doc: Y.Doc, change: () => void): boolean {
  let written = false;
  const note = (): void => {
    written = true;
  };
  doc.on('update', note);
  change();
  doc.off('update', note);
  return written;
}

describe('a task', () => {
  it('is made as drafted, with what the draft leaves open', () => {
    const doc = boardDoc();
    createTask(
      doc,
      'full',
      {
        title: 'Full',
        status: 'done',
        assignee_id: 'usr_bo',
        labels: ['b', ' a ', 'b'],
        priority: 'high',
        due: '2024-02-29',
        description: 'Words',
      },
      ADA,
    );
    createTask(doc, 'bare', { title: 'Bare' }, { now: 5, by: null });
    expect(readTask(doc, 'full')).toEqual({
      task_id: 'full',
      title: 'Full',
      status: 'done',
      order: 'a0',
      assignee_id: 'usr_bo',
      labels: ['a', 'b'],
      priority: 'high',
      due: '2024-02-29',
      description: 'Words',
      created_at: 1_000,
      created_by: 'usr_ada',
      deleted_at: null,
      watchers: {},
      history: [],
    });
    expect(readTask(doc, 'bare')).toMatchObject({
      status: 'todo',
      assignee_id: null,
      labels: [],
      priority: 'none',
      due: null,
      description: '',
    });
  });

  it('is refused with every field that is wrong', () => {
    const doc = boardDoc();
    const odd = {
      title: '',
      status: 'a/b',
      assignee_id: '',
      labels: ['ok', ' '],
      priority: 'odd' as 'high',
      due: '2024-02-30',
      description: 'x'.repeat(100_001),
    };
    expect(() => createTask(doc, 'a/b', odd, ADA)).toThrow(
      refused('request.invalid', 'task_id', 'title', 'status', 'assignee_id', 'labels.1', 'priority', 'due', 'description') as Error,
    );
    expect(() => createTask(doc, 't', {} as { title: string }, ADA)).toThrow(refused('request.invalid', 'title') as Error);
    expect(() => createTask(doc, 't', { title: 'x'.repeat(501) }, ADA)).toThrow(refused('request.invalid', 'title') as Error);
    expect(() => createTask(doc, 't', JSON.parse('{"title":7}'), ADA)).toThrow(refused('request.invalid', 'title') as Error);
    const many = Array.from({ length: 51 }, (_, index) => `l${index}`);
    expect(() => createTask(doc, 't', { title: 'T', labels: many }, ADA)).toThrow(refused('request.invalid', 'labels') as Error);
    expect(() => createTask(doc, 't', { title: 'T', status: 'nowhere' }, ADA)).toThrow(refused('column.unknown') as Error);
    expect(readTasks(doc)).toEqual({ items: [], malformed: [] });
    createTask(doc, 't', { title: 'T' }, ADA);
    expect(() => createTask(doc, 't', { title: 'T' }, ADA)).toThrow(refused('request.invalid', 'task_id') as Error);
  });

  it('that is unknown is refused by all that changes tasks', () => {
    const doc = boardDoc();
    doc.getMap('tasks').set('broken', 7);
    for (const id of ['nobody', 'broken', '__proto__', 'constructor']) {
      for (const change of [
        () => changeTask(doc, id, { title: 'T' }),
        () => moveTask(doc, id, { status: 'todo' }),
        () => binTask(doc, id, 1),
        () => restoreTask(doc, id),
        () => removeTask(doc, id),
        () => setWatching(doc, id, 'usr_ada', true),
        () => setHistory(doc, id, []),
      ]) {
        expect(change).toThrow(refused('task.unknown') as Error);
      }
    }
  });

  it('never holds half a character: every replica reads what its writer reads', () => {
    const doc = withCards('t');
    changeTask(doc, 't', { title: 'a\ud83d', description: '😀😁' });
    changeTask(doc, 't', { description: '😀😂' });
    // The same first half, then the same second half.
    changeTask(doc, 't', { description: '\u{1f600}\u{1fa02}' });
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    expect(readTask(copy, 't')).toEqual(readTask(doc, 't'));
    expect(readTask(copy, 't')).toMatchObject({ title: 'a\ufffd', description: '\u{1f600}\u{1fa02}' });
  });
});

describe('changing', () => {
  it('writes what the patch names, and only what differs', () => {
    const doc = withCards('t');
    changeTask(doc, 't', {
      title: 'New',
      assignee_id: 'usr_bo',
      priority: 'low',
      due: '2025-01-31',
      labels: ['x', 'y'],
      description: 'Words',
    });
    expect(readTask(doc, 't')).toMatchObject({
      title: 'New',
      assignee_id: 'usr_bo',
      priority: 'low',
      due: '2025-01-31',
      labels: ['x', 'y'],
      description: 'Words',
    });
    changeTask(doc, 't', { assignee_id: null, due: null, labels: ['y', 'z'] });
    expect(readTask(doc, 't')).toMatchObject({ title: 'New', assignee_id: null, due: null, labels: ['y', 'z'] });
    const same = {
      title: 'New',
      assignee_id: null,
      priority: 'low',
      due: null,
      labels: ['z', 'y'],
      description: 'Words',
      status: 'todo',
    } as const;
    expect(writes(doc, () => changeTask(doc, 't', same))).toBe(false);
    expect(writes(doc, () => changeTask(doc, 't', {}))).toBe(false);
  });

  it('of the status puts the card at the end of that column', () => {
    const doc = withCards('a', 'b', 'c');
    changeTask(doc, 'a', { status: 'done' });
    changeTask(doc, 'b', { status: 'done', title: 'B' });
    expect(shown(doc)).toEqual({ todo: ['c'], in_progress: [], done: ['a', 'b'] });
    expect(() => changeTask(doc, 'c', { status: 'nowhere' })).toThrow(refused('column.unknown') as Error);
  });

  it('leaves what others type into the description meanwhile', () => {
    const one = withCards('t');
    changeTask(one, 't', { description: 'The quick fox' });
    const two = new Y.Doc();
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    changeTask(one, 't', { description: 'The quick brown fox' });
    ((two.getMap('tasks').get('t') as Y.Map<unknown>).get('description') as Y.Text).insert(13, ' jumps');
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    expect(readTask(two, 't')?.description).toBe('The quick brown fox jumps');
  });

  it('takes a description that is a plain string, or a text with other things in it', () => {
    const doc = withCards('plain', 'rich', 'marked');
    const record = (id: string): Y.Map<unknown> => doc.getMap('tasks').get(id) as Y.Map<unknown>;
    record('plain').set('description', 'Words');
    (record('rich').get('description') as Y.Text).insertEmbed(0, { image: 'x' });
    expect(readTask(doc, 'plain')?.description).toBe('Words');
    record('marked').set('description', new Y.XmlText('Markup'));
    expect(readTask(doc, 'marked')?.description).toBe('');
    for (const id of ['plain', 'rich', 'marked']) {
      changeTask(doc, id, { description: 'Other words' });
      expect(readTask(doc, id)?.description).toBe('Other words');
    }
  });

  it('keeps keys that it does not know', () => {
    const doc = withCards('t');
    const record = doc.getMap('tasks').get('t') as Y.Map<unknown>;
    record.set('estimate', { hours: 3 });
    changeTask(doc, 't', { title: 'New', labels: ['x'], status: 'done' });
    binTask(doc, 't', 5);
    restoreTask(doc, 't');
    expect(record.get('estimate')).toEqual({ hours: 3 });
  });
});

describe('moving', () => {
  it('puts a card to the top, behind another and to the end, in any column', () => {
    const doc = withCards('a', 'b', 'c');
    moveTask(doc, 'c', { status: 'todo', after: null });
    expect(shown(doc).todo).toEqual(['c', 'a', 'b']);
    moveTask(doc, 'c', { status: 'todo', after: 'a' });
    expect(shown(doc).todo).toEqual(['a', 'c', 'b']);
    moveTask(doc, 'a', { status: 'todo' });
    expect(shown(doc).todo).toEqual(['c', 'b', 'a']);
    moveTask(doc, 'b', { status: 'done', after: null });
    expect(shown(doc)).toEqual({ todo: ['c', 'a'], in_progress: [], done: ['b'] });
    expect(writes(doc, () => moveTask(doc, 'a', { status: 'todo', after: 'c' }))).toBe(false);
  });

  it('is refused where the place is none', () => {
    const doc = withCards('a', 'b');
    moveTask(doc, 'b', { status: 'done' });
    expect(() => moveTask(doc, 'a', { status: 'todo', after: 'b' })).toThrow(refused('request.invalid', 'after') as Error);
    expect(() => moveTask(doc, 'a', { status: 'todo', after: 'a' })).toThrow(refused('request.invalid', 'after') as Error);
    expect(() => moveTask(doc, 'a', { status: 'nowhere' })).toThrow(refused('column.unknown') as Error);
  });

  it('gives equal neighbours new keys in the same transaction, and touches no broken record', () => {
    const doc = withCards('a', 'b', 'c', 'd');
    const tasks = doc.getMap<Y.Map<unknown>>('tasks');
    for (const id of ['a', 'b', 'c']) tasks.get(id)?.set('order', 'a5');
    tasks.set('broken', new Y.Map(Object.entries({ order: 'a5', status: 'todo' })));
    let transactions = 0;
    doc.on('afterTransaction', () => transactions++);
    moveTask(doc, 'd', { status: 'todo', after: 'a' });
    expect(transactions).toBe(1);
    expect(shown(doc).todo).toEqual(['a', 'd', 'b', 'c']);
    expect(tasks.get('broken')?.get('order')).toBe('a5');
  });

  it('shows a card of no column in the first one, and takes it from there', () => {
    const doc = withCards('a', 'b');
    doc.getMap<Y.Map<unknown>>('tasks').get('b')?.set('status', 'gone');
    expect(shown(doc).todo).toEqual(['a', 'b']);
    moveTask(doc, 'b', { status: 'todo', after: null });
    expect(shown(doc).todo).toEqual(['b', 'a']);
    expect(readTask(doc, 'b')?.status).toBe('todo');
  });
});

describe('the bin, watchers and history', () => {
  it('takes a card off the board and gives it back to its place', () => {
    const doc = withCards('a', 'b', 'c');
    binTask(doc, 'b', 77);
    expect(shown(doc).todo).toEqual(['a', 'c']);
    expect(readTask(doc, 'b')?.deleted_at).toBe(77);
    expect(writes(doc, () => binTask(doc, 'b', 88))).toBe(false);
    restoreTask(doc, 'b');
    expect(shown(doc).todo).toEqual(['a', 'b', 'c']);
    expect(writes(doc, () => restoreTask(doc, 'b'))).toBe(false);
    removeTask(doc, 'b');
    expect(readTask(doc, 'b')).toBeNull();
  });

  it('remembers who watches and who does not want to', () => {
    const doc = withCards('t');
    setWatching(doc, 't', 'usr_ada', true);
    setWatching(doc, 't', 'constructor', false);
    const watchers = readTask(doc, 't')?.watchers ?? {};
    expect(Object.entries(watchers)).toEqual([
      ['usr_ada', true],
      ['constructor', false],
    ]);
    expect(writes(doc, () => setWatching(doc, 't', 'usr_ada', true))).toBe(false);
    expect(() => setWatching(doc, 't', 'a/b', true)).toThrow(refused('request.invalid', 'user_id') as Error);
  });

  it('reads the history that the server wrote, and skips what else is in it', () => {
    const doc = withCards('t');
    const change = { old_status: 'todo', new_status: 'done', changed_by: 'usr_ada', time: 9 };
    setHistory(doc, 't', [change]);
    expect(readTask(doc, 't')?.history).toEqual([change]);
    const record = doc.getMap<Y.Map<unknown>>('tasks').get('t');
    record?.set('history', [null, 7, { new_status: 'x' }, { ...change, changed_by: 5, old_status: 3 }, [change]]);
    expect(readTask(doc, 't')?.history).toEqual([{ ...change, changed_by: '', old_status: null }]);
  });
});
