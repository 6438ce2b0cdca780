import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { LIMITS } from '../../../shared/limits.ts';
import { overLimit } from '../../../shared/model/counts.ts';

const limits = { ...LIMITS, tasksPerProject: 3, documentsPerProject: 2, columnsPerProject: 1 };

describe('what a project holds', () => {
  const filled = (root: string, keys: readonly string[]): Y.Doc => {
    const doc = new Y.Doc();
    for (const key of keys) doc.getMap(root).set(key, new Y.Map());
    return doc;
  };

  it('is too much from one above the limit on', () => {
    expect(overLimit('p/x', filled('tasks', ['a', 'b', 'c']), limits)).toBeNull();
    expect(overLimit('p/x', filled('tasks', ['a', 'b', 'c', 'd']), limits)).toBe('limit.tasks');
    expect(overLimit('p/x', filled('documents', ['a', 'b', 'c']), limits)).toBe('limit.documents');
  });

  it('counts what is there, not what was', () => {
    const doc = filled('tasks', ['a', 'b', 'c', 'd']);
    doc.getMap('tasks').delete('a');
    expect(overLimit('p/x', doc, limits)).toBeNull();
  });

  it('counts columns, wherever the document came from', () => {
    const doc = new Y.Doc();
    doc.getMap('project').set(
      'columns',
      new Y.Map([
        ['a', 1],
        ['b', 2],
      ]),
    );
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    expect(overLimit('p/x', copy, limits)).toBe('limit.columns');
  });

  it('is asked of project rooms alone, and of none that holds something else', () => {
    const keys = ['a', 'b', 'c', 'd'];
    expect(overLimit('p/x/d/y', filled('tasks', keys), limits)).toBeNull();
    expect(overLimit('other', filled('tasks', keys), limits)).toBeNull();
    const doc = new Y.Doc();
    doc.getText('tasks').insert(0, 'abcdef');
    doc.getMap('project').set('columns', 'none');
    expect(overLimit('p/x', doc, limits)).toBeNull();
  });
});
