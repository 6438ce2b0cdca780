import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { addComment, COMMENT, createThread, deleteComment, editComment, readThreads } from '../../../../shared/model/comments.ts';
import { addDocument } from '../../../../shared/model/documents.ts';
import { mentionText } from '../../../../shared/model/mentions.ts';
import { createTask, setWatching } from '../../../../shared/model/task-edits.ts';
import { commentsRoom, projectRoom } from '../../../../shared/rooms.ts';
import { type Followed, followed } from '../../../support/followed.ts';

const ABOUT_DOCUMENT = commentsRoom('demo', 'doc_1');
const ABOUT_TASKS = commentsRoom('demo', null);
const NOW = Date.UTC(2024, 0, 1);
const by = (user: string) => ({ now: NOW, by: user });
const mention = (user: string): string => mentionText({ kind: 'user', id: user, label: user.toUpperCase() });

async function demo(): Promise<Followed> {
  const house = await followed();
  await house.project('demo', { ada: 'owner', bob: 'editor', cy: 'viewer' });
  await house.edit('ada', projectRoom('demo'), (doc) => {
    addDocument(doc, 'doc_1', { title: 'Notes' }, by('ada'));
    createTask(doc, 'task_1', { title: 'Paint it' }, by('ada'));
  });
  return house;
}

it('tells who is mentioned, and who wrote in the thread', async () => {
  const house = await demo();
  const text = `Look, ${mention('bob')} and ${mention('ada')} and ${mention('mallory')}`;
  await house.edit('ada', ABOUT_DOCUMENT, (doc) => createThread(doc, 't1', { comment_id: 'c1', text }, by('ada')));
  await house.settled();
  expect(await house.inbox('bob')).toMatchObject([
    {
      kind: 'mention',
      title: 'Notes',
      message: 'Ada mentioned you: Look, @BOB and @ADA and @MALLORY',
      item: 'document:demo/doc_1',
      document_id: 'doc_1',
      thread_id: 't1',
      actors: ['ada'],
    },
  ]);
  await house.edit('bob', ABOUT_DOCUMENT, (doc) => addComment(doc, 't1', 'c2', 'I see', by('bob')));
  await house.edit('cy', ABOUT_DOCUMENT, (doc) => addComment(doc, 't1', 'c3', `Me too, ${mention('bob')}`, by('cy')));
  await house.settled();
  expect(await house.inbox('ada')).toMatchObject([
    { kind: 'reply', count: 2, actors: ['bob', 'cy'], message: 'Cy answered: Me too, @BOB', facts: { name: 'Cy', quote: 'Me too, @BOB' } },
  ]);
  expect((await house.inbox('bob')).map(({ kind, count }) => [kind, count])).toEqual([['mention', 2]]);
  expect(await house.inbox('cy')).toEqual([]);
  expect(await house.inbox('mallory')).toEqual([]);
});

it('tells those who watch a task what is said about it', async () => {
  const house = await demo();
  await house.edit('cy', projectRoom('demo'), (doc) => setWatching(doc, 'task_1', 'cy', true));
  await house.edit('bob', ABOUT_TASKS, (doc) =>
    createThread(doc, 't1', { comment_id: 'c1', text: 'Which blue?', task_id: 'task_1' }, by('bob')),
  );
  await house.settled();
  for (const user of ['ada', 'cy']) {
    expect(await house.inbox(user)).toMatchObject([
      { kind: 'reply', title: 'Paint it', message: 'Bob commented: Which blue?', item: 'task:demo/task_1', task_id: 'task_1' },
    ]);
  }
  expect(await house.inbox('bob')).toEqual([]);
});

it('tells of an edit only those who are mentioned anew, and of a deletion nobody', async () => {
  const house = await demo();
  await house.edit('ada', ABOUT_DOCUMENT, (doc) => createThread(doc, 't1', { comment_id: 'c1', text: mention('bob') }, by('ada')));
  await house.edit('bob', ABOUT_DOCUMENT, (doc) => addComment(doc, 't1', 'c2', 'I see', by('bob')));
  await house.edit('ada', ABOUT_DOCUMENT, (doc) => editComment(doc, 't1', 'c1', `${mention('bob')} ${mention('cy')}`, NOW));
  await house.edit('ada', ABOUT_DOCUMENT, (doc) => deleteComment(doc, 't1', 'c1', NOW));
  await house.settled();
  expect((await house.inbox('bob')).map(({ kind, count }) => [kind, count])).toEqual([['mention', 1]]);
  expect((await house.inbox('cy')).map(({ kind, count }) => [kind, count])).toEqual([['mention', 1]]);
});

it('says that a comment is by who wrote it', async () => {
  const house = await demo();
  const author = async (): Promise<readonly string[]> =>
    house.parts.rooms.read(ABOUT_DOCUMENT, (doc) =>
      readThreads(doc).items.flatMap(({ comments }) => comments.map(({ author_id }) => author_id)),
    );
  await house.edit('bob', ABOUT_DOCUMENT, (doc) => createThread(doc, 't1', { comment_id: 'c1', text: 'By ada' }, by('ada')));
  await house.settled();
  expect(await author()).toEqual(['bob']);
  await house.edit('cy', ABOUT_DOCUMENT, (doc) => {
    const thread = doc.getMap('threads').get('t1') as Y.Map<unknown>;
    (thread.get(`${COMMENT}c1`) as Y.Map<unknown>).set('author_id', 'cy');
  });
  await house.settled();
  expect(await author()).toEqual(['bob']);
});

it('knows who wrote what when one person brings what several wrote', async () => {
  const house = await demo();
  await house.edit('ada', ABOUT_DOCUMENT, (doc) => createThread(doc, 't0', { comment_id: 'c0', text: 'First' }, by('ada')));
  await house.edit('bob', ABOUT_DOCUMENT, (doc) => addComment(doc, 't0', 'c1', 'Second', by('bob')));
  const ada = await house.updateOf('ada', ABOUT_DOCUMENT, (doc) => createThread(doc, 't1', { comment_id: 'c2', text: 'Ada’s' }, by('ada')));
  const bob = await house.updateOf('bob', ABOUT_DOCUMENT, (doc) => createThread(doc, 't2', { comment_id: 'c3', text: 'Bob’s' }, by('bob')));
  await house.send('ada', ABOUT_DOCUMENT, Y.mergeUpdates([ada, bob]));
  await house.settled();
  const threads = await house.parts.rooms.read(ABOUT_DOCUMENT, (doc) => readThreads(doc).items);
  const authors = Object.fromEntries(threads.map(({ thread_id, comments }) => [thread_id, comments[0]?.author_id]));
  expect(authors).toEqual({ t0: 'ada', t1: 'ada', t2: 'bob' });
});

it('goes on after threads that no reader understands', async () => {
  const house = await demo();
  const hostile: ((doc: Y.Doc) => void)[] = [
    (doc) => void doc.getMap('threads').set('t1', 'no map'),
    (doc) =>
      void doc.getMap('threads').set(
        't2',
        new Y.Map<unknown>([
          ['created_at', 1],
          [`${COMMENT}c1`, new Y.Array()],
        ]),
      ),
    (doc) => void doc.getMap('threads').set('a/b', new Y.Map()),
  ];
  for (const edit of hostile) await house.edit('bob', ABOUT_DOCUMENT, edit);
  await house.edit('ada', ABOUT_DOCUMENT, (doc) => createThread(doc, 't3', { comment_id: 'c1', text: mention('bob') }, by('ada')));
  await house.settled();
  expect((await house.inbox('bob')).map(({ kind }) => kind)).toEqual(['mention']);
});

it('takes time in proportion to what was said', async () => {
  const house = await demo();
  // One that looks at all comments for each of them takes minutes for these, and the test's time is up.
  await house.edit('bob', ABOUT_TASKS, (doc) => createThread(doc, 'long', { comment_id: 'first', text: 'Hello' }, by('bob')));
  for (const part of ['a', 'b']) {
    await house.edit('bob', ABOUT_TASKS, (doc) => {
      const thread = doc.getMap<Y.Map<unknown>>('threads').get('long');
      for (let index = 0; index < 35_000; index++) {
        thread?.set(`${COMMENT}${part}${index}`, new Y.Map(Object.entries({ author_id: 'bob', text: 'x', created_at: index })));
      }
    });
  }
  await house.edit('ada', ABOUT_TASKS, (doc) => createThread(doc, 'last', { comment_id: 'c', text: mention('bob') }, by('ada')));
  await house.settled();
  expect(await house.inbox('bob')).toMatchObject([{ kind: 'mention', thread_id: 'last' }]);
});

it('lets nobody speak in another’s name: changed words come back, but an owner may take a comment away', async () => {
  const house = await demo();
  const words = (): Promise<readonly (readonly [string, boolean])[]> =>
    house.parts.rooms.read(ABOUT_DOCUMENT, (doc) =>
      readThreads(doc).items.flatMap(({ comments }) => comments.map(({ text, deleted_at }) => [text, deleted_at !== null] as const)),
    );
  await house.edit('bob', ABOUT_DOCUMENT, (doc) => createThread(doc, 't1', { comment_id: 'c1', text: 'I agree' }, by('bob')));
  await house.settled();
  await house.edit('cy', ABOUT_DOCUMENT, (doc) => editComment(doc, 't1', 'c1', `I disagree, ${mention('ada')}`, NOW + 1));
  await house.settled();
  await house.settled();
  expect(await words()).toEqual([['I agree', false]]);
  expect(await house.inbox('ada')).toEqual([]);
  await house.edit('cy', ABOUT_DOCUMENT, (doc) => deleteComment(doc, 't1', 'c1', NOW + 2));
  await house.settled();
  await house.settled();
  expect(await words()).toEqual([['I agree', false]]);
  await house.edit('bob', ABOUT_DOCUMENT, (doc) => editComment(doc, 't1', 'c1', 'I agree fully', NOW + 3));
  await house.settled();
  expect(await words()).toEqual([['I agree fully', false]]);
  await house.edit('ada', ABOUT_DOCUMENT, (doc) => deleteComment(doc, 't1', 'c1', NOW + 4));
  await house.settled();
  await house.settled();
  expect(await words()).toEqual([['', true]]);
});
