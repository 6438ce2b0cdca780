import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  addColumn,
  DEFAULT_COLUMNS,
  moveColumn,
  readProject,
  renameColumn,
  seedBoard,
  setProjectName,
} from '../../../shared/model/project.ts';
import { createTask, removeColumn } from '../../../shared/model/task-edits.ts';
import { runSeed, seeded } from '../../support/random.ts';
import { boardDoc, exchange, shown } from './support.ts';

const columnsOf = (doc: Y.Doc): readonly string[] => readProject(doc).columns.map((column) => column.id);

describe('the seed of a board', () => {
  it('is for project rooms alone', () => {
    expect(seedBoard('p/home')).not.toBeNull();
    for (const room of ['p/home/d/x', 'p/home/c', 'u/ada', 'u/ada/s', 'p/', 'other', 'p']) expect(seedBoard(room), room).toBeNull();
  });

  it('is the same bytes each time, and two of them make one board', () => {
    expect(seedBoard('p/one')).toEqual(seedBoard('p/two'));
    const doc = boardDoc();
    Y.applyUpdate(doc, seedBoard('p/home') as Uint8Array);
    expect(readProject(doc)).toEqual({ name: '', schema: 1, columns: DEFAULT_COLUMNS, malformed: [] });
    expect(columnsOf(doc)).toEqual(['todo', 'in_progress', 'done']);
  });
});

describe('columns', () => {
  it('are added at the end, at the front and behind another', () => {
    const doc = boardDoc();
    addColumn(doc, 'end', 'End');
    addColumn(doc, 'front', 'Front', null);
    addColumn(doc, 'review', 'Review', 'in_progress');
    expect(columnsOf(doc)).toEqual(['front', 'todo', 'in_progress', 'review', 'done', 'end']);
    expect(readProject(doc).columns[3]?.title).toBe('Review');
  });

  it('are moved and renamed, and nothing is written that says nothing new', () => {
    const doc = boardDoc();
    moveColumn(doc, 'done', null);
    renameColumn(doc, 'done', 'Shipped');
    setProjectName(doc, 'Home');
    expect(columnsOf(doc)).toEqual(['done', 'todo', 'in_progress']);
    expect(readProject(doc)).toMatchObject({ name: 'Home', columns: [{ title: 'Shipped' }, {}, {}] });
    const before = Y.encodeStateAsUpdate(doc);
    moveColumn(doc, 'done', null);
    renameColumn(doc, 'done', 'Shipped');
    setProjectName(doc, 'Home');
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it('give their cards to the first that is left, behind its own', () => {
    const doc = boardDoc();
    for (const [id, status] of [
      ['a', 'todo'],
      ['b', 'in_progress'],
      ['c', 'todo'],
      ['d', 'in_progress'],
    ] as const) {
      createTask(doc, id, { title: id, status }, { now: 1, by: null });
    }
    removeColumn(doc, 'todo');
    expect(shown(doc)).toEqual({ in_progress: ['b', 'd', 'a', 'c'], done: [] });
  });

  it('are refused by name and field', () => {
    const doc = boardDoc();
    expect(() => addColumn(doc, 'todo', 'Again')).toThrow(
      expect.objectContaining({ code: 'request.invalid', faults: [{ field: 'column_id', message: 'is taken' }] }),
    );
    expect(() => addColumn(doc, 'a/b', ' ')).toThrow(
      expect.objectContaining({ faults: [expect.objectContaining({ field: 'column_id' }), expect.objectContaining({ field: 'title' })] }),
    );
    expect(() => addColumn(doc, 'new', 'New', 'nowhere')).toThrow(expect.objectContaining({ code: 'column.unknown' }));
    expect(() => renameColumn(doc, 'nowhere', 'New')).toThrow(expect.objectContaining({ code: 'column.unknown' }));
    expect(() => moveColumn(doc, 'nowhere')).toThrow(expect.objectContaining({ code: 'column.unknown' }));
    removeColumn(doc, 'todo');
    removeColumn(doc, 'done');
    expect(() => removeColumn(doc, 'in_progress')).toThrow(expect.objectContaining({ code: 'request.invalid' }));
    expect(columnsOf(doc)).toEqual(['in_progress']);
  });

  it('are the three of the beginning where they were destroyed, and come back with the next change', () => {
    for (const damage of [null, 'x', new Y.Map(), new Y.Map([['todo', 'x']]), new Y.Text('x')]) {
      const doc = boardDoc();
      doc.getMap('project').set('columns', damage);
      const project = readProject(doc);
      expect(project.columns).toEqual(DEFAULT_COLUMNS);
      expect(project.malformed).not.toEqual([]);
      createTask(doc, 't', { title: 'T' }, { now: 1, by: null });
      expect(shown(doc).todo).toEqual(['t']);
      renameColumn(doc, 'todo', 'Back');
      expect(readProject(doc)).toMatchObject({ malformed: [], columns: [{ title: 'Back' }, {}, {}] });
    }
  });

  it('are never gone, even where two people take away different ones at once', () => {
    const seed = runSeed();
    const [one, two] = [boardDoc(2), boardDoc(3)];
    for (const column of ['todo', 'done']) removeColumn(one, column);
    removeColumn(two, 'in_progress');
    createTask(two, 't', { title: 'T', status: 'done' }, { now: 1, by: null });
    exchange([one, two], seeded(seed));
    expect(shown(one)).toEqual(shown(two));
    expect(Object.values(shown(one)).flat()).toEqual(['t']);
  });
});
