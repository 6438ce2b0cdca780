import * as Y from 'yjs';
import { type Project, readProject, seedBoard } from '../../../shared/model/project.ts';
import { boardOf, readTasks } from '../../../shared/model/tasks.ts';
import type { Seeded } from '../../support/random.ts';

/** A project's room as the server seeds it. */
export function boardDoc(clientID?: number): Y.Doc {
  const doc = new Y.Doc();
  if (clientID !== undefined) doc.clientID = clientID;
  Y.applyUpdate(doc, seedBoard('p/home') as Uint8Array);
  return doc;
}

/** What people see: each column with its cards. */
export function shown(doc: Y.Doc): Readonly<Record<string, readonly string[]>> {
  const project: Project = readProject(doc);
  const board = boardOf(project, readTasks(doc).items);
  return Object.fromEntries(board.map(({ column, tasks }) => [column.id, tasks.map((task) => task.task_id)]));
}

/** Gives each replica what the others have, in random order, until all have everything. */
export function exchange(docs: readonly Y.Doc[], random: Seeded): void {
  for (const to of random.shuffled(docs)) {
    for (const from of random.shuffled(docs)) {
      if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
    }
  }
  // The first ones have what the others had at the beginning; now all have all.
  for (const to of docs) for (const from of docs) if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
}

/** Values and types that nobody expects, made anew at each call: a type can be in one place only. */
export const ODDITIES: readonly (readonly [name: string, make: () => unknown])[] = [
  ['null', () => null],
  ['undefined', () => undefined],
  ['true', () => true],
  ['zero', () => 0],
  ['a negative number', () => -1],
  ['NaN', () => Number.NaN],
  ['Infinity', () => Number.POSITIVE_INFINITY],
  ['a time that no Date holds', () => 1e300],
  ['a big integer', () => 10n],
  ['an empty string', () => ''],
  ['a control character', () => '\u0000'],
  ['a slash', () => 'a/b'],
  ['a long string', () => 'x'.repeat(300_000)],
  ['emoji at the cut', () => '😀'.repeat(100_000)],
  ['bytes', () => new Uint8Array([1, 2, 3])],
  ['a list', () => [1, 'a', null, { a: 1 }]],
  ['a deep list', deepList],
  ['an object', () => ({ length: 3, toString: 'x', valueOf: 'x', title: 'x' })],
  ['an empty map', () => new Y.Map()],
  ['a map', () => new Y.Map([['title', new Y.Text('t')]])],
  ['an array', () => Y.Array.from([1, new Y.Map()])],
  ['a text', () => new Y.Text('words')],
  ['a formatted text', formattedText],
  ['an XML element', xmlElement],
  ['an XML text', () => new Y.XmlText('words')],
  ['an XML fragment', () => new Y.XmlFragment()],
];

function deepList(): unknown {
  let list: unknown[] = [];
  for (let depth = 0; depth < 60; depth++) list = [list];
  return list;
}

function formattedText(): Y.Text {
  const text = new Y.Text();
  text.insert(0, 'bold', { bold: true });
  text.insertEmbed(0, { image: 'x' });
  return text;
}

function xmlElement(): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [new Y.XmlText('text')]);
  return element;
}
