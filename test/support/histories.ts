import * as Y from 'yjs';
import { type Seeded, seeded } from './random.ts';

/** Several replicas that edited for a while, and every update that came of it. */
export interface History {
  readonly docs: readonly Y.Doc[];
  /** One update a transaction, in the order of the edits; each integrates after those before it. */
  readonly edits: readonly Uint8Array[];
  /** Other updates about the same document: whole states, differences, merges with and without gaps, states of replicas that wait for something. */
  readonly derived: readonly Uint8Array[];
}

export interface HistoryOptions {
  readonly seed: number;
  readonly steps?: number;
}

const WORDS = ['a', 'word ', 'wörter ', '文字', '😀', 'e\u0301', '👩‍👩‍👧', '\ufeff', 'x'.repeat(200)];
const KEYS = ['title', 'status', 'größe', 'k'];
const VALUES: readonly unknown[] = [
  1,
  -1,
  2 ** 31,
  -(2 ** 40),
  1.5,
  Number.NaN,
  10n,
  'text 😀',
  '',
  true,
  false,
  null,
  undefined,
  [1, [2, { a: [] }]],
  { b: { c: 'd' } },
];

const aValue = (random: Seeded): unknown => VALUES[random.below(VALUES.length)];

/** Y.Array takes neither undefined nor bigint. */
function anElement(random: Seeded): unknown {
  const value = aValue(random);
  return value === undefined || typeof value === 'bigint' ? null : value;
}

/**
 * Random edits with everything that Yjs has (text, formats, embeds, maps, arrays, XML, binary, deletions, undo), by replicas that exchange updates now
 * and then. Replicas collect garbage, or not.
 */
export function history({ seed, steps = 60 }: HistoryOptions): History {
  const random = seeded(seed);
  const edits: Uint8Array[] = [];
  const docs = [1, 2, 3].map((client) => {
    const doc = new Y.Doc({ gc: random.chance(0.7) });
    doc.clientID = random.chance(0.5) ? client : 2 ** 31 + random.below(2 ** 31 - 10) + client;
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'peer') edits.push(update);
    });
    return { doc, undo: new Y.UndoManager([doc.getText('text'), doc.getMap('map'), doc.getArray('array')], { captureTimeout: 0 }) };
  });
  for (let step = 0; step < steps; step++) {
    const { doc, undo } = random.pick(docs);
    if (random.chance(0.25)) exchange(random.pick(docs).doc, doc);
    else if (random.chance(0.08)) undo.undo();
    else if (random.chance(0.04)) undo.redo();
    else doc.transact(() => editOnce(doc, random));
  }
  const replicas = docs.map(({ doc }) => doc);
  return { docs: replicas, edits, derived: derive(replicas, edits, random) };
}

function exchange(from: Y.Doc, to: Y.Doc): void {
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'peer');
}

function editOnce(doc: Y.Doc, random: Seeded): void {
  const edit = random.pick([editText, editText, editMap, editArray, editXml]);
  for (let times = random.between(1, 3); times > 0; times--) edit(doc, random);
}

function editText(doc: Y.Doc, random: Seeded): void {
  const text = doc.getText('text');
  const at = random.between(0, text.length);
  const length = Math.min(random.between(1, 5), text.length - at);
  const kind = random.below(8);
  if (kind < 4 || length < 1) text.insert(at, random.pick(WORDS));
  else if (kind < 6) text.delete(at, length);
  else if (kind === 6) text.format(at, length, { [random.pick(KEYS)]: random.pick([true, null, { deep: [1] }]) });
  else text.insertEmbed(at, { image: random.pick(WORDS) });
}

function editMap(doc: Y.Doc, random: Seeded): void {
  const map = doc.getMap('map');
  const key = random.pick(KEYS);
  const kind = random.below(8);
  if (kind < 3) map.set(key, aValue(random));
  else if (kind === 3) map.delete(key);
  else if (kind === 4) map.set(key, random.bytes(random.below(20)));
  else {
    const inner = map.get('inner');
    if (inner instanceof Y.Map) inner.set(key, random.chance(0.5) ? aValue(random) : new Y.Text('in'));
    else map.set('inner', new Y.Map([['first', 1]]));
  }
}

function editArray(doc: Y.Doc, random: Seeded): void {
  const array = doc.getArray('array');
  const at = random.between(0, array.length);
  if (random.chance(0.7) || at === array.length) {
    array.insert(
      at,
      random.pick<unknown[]>([
        [anElement(random), anElement(random)],
        [new Y.Array()],
        [new Y.Map()],
        [new Y.XmlHook('hook')],
        [random.bytes(3)],
      ]),
    );
  } else array.delete(at, Math.min(random.between(1, 3), array.length - at));
}

function editXml(doc: Y.Doc, random: Seeded): void {
  const root = doc.getXmlFragment('xml');
  const at = random.between(0, root.length);
  const node = root.length === 0 ? null : root.get(random.below(root.length));
  const kind = random.below(5);
  if (node instanceof Y.XmlElement && kind < 3) {
    if (kind === 0) node.setAttribute(random.pick(KEYS), random.pick(WORDS));
    else if (kind === 1) node.insert(0, [new Y.XmlText(random.pick(WORDS))]);
    else node.insert(0, [new Y.XmlElement('child')]);
  } else if (kind === 3 && at < root.length) root.delete(at, 1);
  else root.insert(at, [new Y.XmlElement(random.pick(['p', 'h1', 'größe']))]);
}

function derive(docs: readonly Y.Doc[], edits: readonly Uint8Array[], random: Seeded): Uint8Array[] {
  const derived = docs.flatMap((doc) => {
    const peer = random.pick(docs);
    return [Y.encodeStateAsUpdate(doc), Y.encodeStateAsUpdate(doc, Y.encodeStateVector(peer))];
  });
  if (edits.length === 0) return derived;
  const some = edits.filter(() => random.chance(0.6));
  if (some.length > 0) {
    const merged = Y.mergeUpdates(some);
    derived.push(merged, Y.diffUpdate(merged, Y.encodeStateVector(random.pick(docs))));
    const waiting = new Y.Doc();
    for (const update of random.shuffled(some)) Y.applyUpdate(waiting, update);
    derived.push(Y.encodeStateAsUpdate(waiting), Y.encodeStateAsUpdate(waiting, Y.encodeStateVector(random.pick(docs))));
  }
  derived.push(Y.mergeUpdates([...edits]), Y.mergeUpdates(random.shuffled(edits).slice(0, 5)));
  return derived;
}
