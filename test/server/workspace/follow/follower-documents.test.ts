import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { addDocument } from '../../../../shared/model/documents.ts';
import { documentRoom, projectRoom } from '../../../../shared/rooms.ts';
import { type Followed, followed } from '../../../support/followed.ts';

const ROOM = documentRoom('demo', 'doc_1');
const NOW = Date.UTC(2024, 0, 1);
/** ms that no test lasts: what is told late is told when the test says so. */
const UNHURRIED = { mentionDelay: 600_000, documentEditInterval: 3_600_000 };

async function demo(): Promise<Followed> {
  const house = await followed({ limits: UNHURRIED });
  await house.project('demo', { ada: 'owner', bob: 'editor', cy: 'viewer' });
  await house.edit('ada', projectRoom('demo'), (doc) => addDocument(doc, 'doc_1', { title: 'Notes' }, { now: NOW, by: 'ada' }));
  await house.settled();
  return house;
}

const write =
  (words: string) =>
  (doc: Y.Doc): void => {
    const paragraph = doc.get('root-v2', Y.XmlElement).get(0) as Y.XmlElement;
    (paragraph.get(0) as Y.XmlText).insert(0, words);
  };

const mention =
  (id: string, target: string, kind = 'user') =>
  (doc: Y.Doc): void => {
    const element = new Y.XmlElement('mention');
    for (const [key, value] of Object.entries({ __id: id, __kind: kind, __target: target, __label: target }))
      element.setAttribute(key, value);
    (doc.get('root-v2', Y.XmlElement).get(0) as Y.XmlElement).insert(0, [element]);
  };

it('tells of the first edit at once, and of those that follow when the interval ends', async () => {
  const house = await demo();
  const edits = async (): Promise<unknown> =>
    (await house.events('demo', 'document_edit')).map(({ data, user_id, room_id }) => [
      user_id,
      data.edits,
      data.title,
      data.document_id,
      room_id,
    ]);
  await house.edit('ada', ROOM, write('a'));
  await house.settled();
  expect(await edits()).toEqual([['ada', 1, 'Notes', 'doc_1', ROOM]]);
  for (const words of ['b', 'c']) await house.edit('ada', ROOM, write(words));
  await house.edit('bob', ROOM, write('d'));
  house.time.jump(house.limits.documentEditInterval - 1_000);
  expect(await edits()).toHaveLength(1);
  house.time.jump(1_000);
  await house.settled();
  expect(await edits()).toEqual([
    ['ada', 1, 'Notes', 'doc_1', ROOM],
    ['ada', 2, 'Notes', 'doc_1', ROOM],
    ['bob', 1, 'Notes', 'doc_1', ROOM],
  ]);
});

it('tells after a restart of edits that it had not told', async () => {
  const house = await demo();
  await house.edit('ada', ROOM, write('a'));
  await house.settled();
  for (const words of ['b', 'c']) await house.edit('ada', ROOM, write(words));
  await house.crash();
  await house.settled();
  expect((await house.events('demo', 'document_edit')).map(({ data }) => data.edits)).toEqual([1, 2]);
});

it('does not touch the document, nor tell of its first paragraph', async () => {
  const house = await demo();
  await house.parts.rooms.open(ROOM);
  await house.settled();
  expect(await house.events('demo', 'document_edit')).toEqual([]);
  await house.edit('ada', ROOM, write('a'));
  await house.settled();
  expect(await house.parts.journal.head(ROOM)).toBe(2);
});

it('tells whom a document mentions, once for ever', async () => {
  const house = await demo();
  const told = async (user: string): Promise<unknown> =>
    (await house.inbox(user)).map(({ kind, count, item, title }) => [kind, count, item, title]);
  await house.edit('ada', ROOM, mention('m1', 'bob'));
  // A copy of it, as a block that is duplicated has one.
  await house.edit('ada', ROOM, mention('m1', 'bob'));
  await house.settled();
  await house.edit('cy', ROOM, mention('m1', 'bob'));
  await house.settled();
  const first = [['mention', 1, 'document:demo/doc_1', 'Notes']];
  expect(await told('bob')).toEqual(first);
  expect((await house.inbox('bob'))[0]).toMatchObject({
    actors: ['ada'],
    message: 'Ada mentioned you in this document',
    document_id: 'doc_1',
  });
  await house.edit('ada', ROOM, (doc) => (doc.get('root-v2', Y.XmlElement).get(0) as Y.XmlElement).delete(0, 3));
  await house.settled();
  await house.restart();
  await house.edit('cy', ROOM, mention('m1', 'bob'));
  await house.settled();
  expect(await told('bob')).toEqual(first);
  await house.edit('cy', ROOM, mention('m2', 'bob'));
  await house.settled();
  expect(await told('bob')).toEqual([['mention', 2, 'document:demo/doc_1', 'Notes']]);
});

it('tells nobody of themselves, of what is no user, or who is no member', async () => {
  const house = await demo();
  await house.edit('ada', ROOM, mention('m1', 'ada'));
  await house.edit('ada', ROOM, mention('m2', 'bob', 'task'));
  await house.edit('ada', ROOM, mention('m3', 'mallory'));
  await house.edit('ada', ROOM, mention('', 'bob'));
  await house.settled();
  for (const user of ['ada', 'bob', 'mallory']) expect(await house.inbox(user)).toEqual([]);
});

it('looks for mentions when the typing pauses', async () => {
  const house = await demo();
  await house.edit('ada', ROOM, write('a'));
  await house.settled();
  await house.edit('ada', ROOM, mention('m1', 'bob'));
  expect(await house.inbox('bob')).toEqual([]);
  house.time.jump(house.limits.mentionDelay);
  await house.settled();
  expect(await house.inbox('bob')).toHaveLength(1);
});
