import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addComment, createThread, deleteComment, editComment, readThreads, resolveThread } from '../../../shared/model/comments.ts';
import type { Thread } from '../../../shared/model/records.ts';
import { runSeed, seeded } from '../../support/random.ts';
import { exchange } from './support.ts';

const ADA = { now: 1_000, by: 'usr_ada' };
const BO = { now: 2_000, by: 'usr_bo' };
const ANCHOR = { start: 'AAA=', end: 'BBB=', quote: 'these words', before: 'read ', after: ' again' };

function started(): Y.Doc {
  const doc = new Y.Doc();
  createThread(doc, 'thread', { anchor: ANCHOR, comment_id: 'first', text: 'Why?' }, ADA);
  return doc;
}

const only = (doc: Y.Doc): Thread => readThreads(doc).items[0] as Thread;

describe('a thread', () => {
  it('begins with a comment, on a place or on a task', () => {
    const doc = started();
    createThread(doc, 'about', { task_id: 'task', comment_id: 'c', text: 'About the task' }, BO);
    expect(readThreads(doc).items).toEqual([
      {
        thread_id: 'thread',
        anchor: ANCHOR,
        task_id: null,
        created_at: 1_000,
        resolved_at: null,
        resolved_by: null,
        comments: [{ comment_id: 'first', author_id: 'usr_ada', text: 'Why?', created_at: 1_000, edited_at: null, deleted_at: null }],
      },
      expect.objectContaining({ thread_id: 'about', anchor: null, task_id: 'task' }),
    ]);
  });

  it('is settled and opened again', () => {
    const doc = started();
    resolveThread(doc, 'thread', BO);
    expect(only(doc)).toMatchObject({ resolved_at: 2_000, resolved_by: 'usr_bo' });
    resolveThread(doc, 'thread', null);
    expect(only(doc)).toMatchObject({ resolved_at: null, resolved_by: null });
  });

  it('refuses what is wrong, and what is unknown', () => {
    const doc = started();
    const again = { comment_id: 'c', text: 'x' };
    expect(() => createThread(doc, 'thread', again, ADA)).toThrow(
      expect.objectContaining({ faults: [{ field: 'thread_id', message: 'is taken' }] }),
    );
    expect(() => createThread(doc, 'x', { comment_id: 'a/b', text: ' ', anchor: JSON.parse('{"start":1}'), task_id: '' }, ADA)).toThrow(
      expect.objectContaining({ faults: ['task_id', 'anchor', 'comment_id', 'text'].map((field) => expect.objectContaining({ field })) }),
    );
    expect(() => addComment(doc, 'thread', 'first', 'x', ADA)).toThrow(
      expect.objectContaining({ faults: [{ field: 'comment_id', message: 'is taken' }] }),
    );
    expect(() => addComment(doc, 'thread', 'c', 'x'.repeat(10_001), ADA)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
    for (const change of [
      () => addComment(doc, 'nobody', 'c', 'x', ADA),
      () => editComment(doc, 'thread', 'nobody', 'x', 1),
      () => deleteComment(doc, 'thread', 'nobody', 1),
      () => resolveThread(doc, 'nobody', null),
    ]) {
      expect(change).toThrow(expect.objectContaining({ code: 'request.not-found' }));
    }
  });
});

describe('comments', () => {
  it('are sorted by time, and edited with the time of the edit', () => {
    const doc = started();
    addComment(doc, 'thread', 'later', 'Because', BO);
    addComment(doc, 'thread', 'earlier', 'Hm', { now: 1_500, by: null });
    editComment(doc, 'thread', 'first', 'Why not?', 3_000);
    expect(only(doc).comments.map((comment) => [comment.text, comment.author_id, comment.edited_at])).toEqual([
      ['Why not?', 'usr_ada', 3_000],
      ['Hm', '', null],
      ['Because', 'usr_bo', null],
    ]);
  });

  it('lose their words when they are deleted, and keep their place', () => {
    const doc = started();
    addComment(doc, 'thread', 'answer', 'Because', BO);
    deleteComment(doc, 'thread', 'first', 4_000);
    deleteComment(doc, 'thread', 'first', 5_000);
    expect(only(doc).comments[0]).toMatchObject({ comment_id: 'first', text: '', deleted_at: 4_000 });
    expect(only(doc).comments).toHaveLength(2);
  });

  it('that several people write at once are all there', () => {
    const docs = [started(), new Y.Doc(), new Y.Doc()];
    const random = seeded(runSeed());
    exchange(docs, random);
    for (const [index, doc] of docs.entries()) addComment(doc, 'thread', `c${index}`, `From ${index}`, BO);
    exchange(docs, random);
    for (const doc of docs) expect(only(doc).comments.map((comment) => comment.comment_id)).toEqual(['first', 'c0', 'c1', 'c2']);
  });
});
