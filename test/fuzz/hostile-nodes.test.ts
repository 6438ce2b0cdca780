import { $createParagraphNode, $createTextNode, $getRoot, $isElementNode } from 'lexical';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { ROOT_NAME } from '../../shared/lexical/seed.ts';
import { type BoundEditor, boundEditor } from '../support/bound-editor.ts';
import { eventually } from '../support/eventually.ts';
import { element, run } from '../support/hostile-nodes.ts';
import { hostileChange, hostileElement, hostilePart, typesIn } from '../support/hostile-random.ts';
import { runSeed, type Seeded, seeded } from '../support/random.ts';
import { testServer } from '../support/server.ts';

const SEED = runSeed();
const LONG = process.env.WEFT_LONG !== undefined;
/** Documents in which hostile parts are already stored. */
const DOCUMENTS = LONG ? 3_000 : 150;
const WRITES = LONG ? 3_000 : 150;

const rootOf = (doc: Y.Doc): Y.XmlElement => doc.get(ROOT_NAME, Y.XmlElement);
const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
};

function pull(to: Y.Doc, from: Y.Doc): void {
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'network');
}

/** What a person does with what is shown. */
function work({ editor }: BoundEditor, random: Seeded): void {
  const act = random.below(4);
  const at = random.next();
  editor.update(
    () => {
      const blocks = $getRoot().getChildren();
      const block = blocks[Math.floor(at * blocks.length)];
      if (act === 0 || block === undefined) $getRoot().append($createParagraphNode().append($createTextNode('honest')));
      else if (act === 1) block.insertBefore($createParagraphNode());
      else if (act === 2 && block !== blocks.at(-1)) blocks.at(-1)?.insertBefore(block);
      else if ($isElementNode(block) && block.getType() === 'paragraph') block.append($createTextNode('honest'));
    },
    { discrete: true },
  );
}

it(`an editor shows everything else of a document that holds hostile parts, and throws at none (seed ${SEED})`, {
  timeout: 60_000 + DOCUMENTS * 100,
}, async () => {
  const random = seeded(SEED);
  for (let round = 0; round < DOCUMENTS; round++) {
    const where = `document ${round}`;
    const mallory = new Y.Doc();
    rootOf(mallory).insert(0, [element('paragraph', {}, [run('first')]), element('paragraph', {}, [run('last')])]);
    const stored = random.chance(0.5);
    if (stored) rootOf(mallory).insert(1, [hostileElement(random)]);
    const ada = boundEditor(copyOf(mallory));
    for (let step = 0; step < 6; step++) {
      if (random.chance(0.6)) {
        const hostile = typesIn(rootOf(mallory));
        if (random.chance(0.3)) rootOf(mallory).insert(Math.min(1, rootOf(mallory).length), [hostilePart(random)] as Y.XmlElement[]);
        else hostileChange(random.pick(hostile), random);
        pull(ada.doc, mallory);
      } else {
        work(ada, random);
        pull(mallory, ada.doc);
      }
      await Promise.resolve();
      expect(ada.faults, where).toEqual([]);
    }
    const again = boundEditor(copyOf(ada.doc), { mayWrite: () => false });
    expect(again.faults, where).toEqual([]);
    const parts = rootOf(ada.doc).length;
    if (parts > 0)
      for (const one of [ada, again])
        expect(
          one.editor.read(() => $getRoot().getChildrenSize()),
          where,
        ).toBe(parts);
    const placeholders = typesIn(rootOf(copyOf(ada.doc))).filter(
      (type) => type instanceof Y.XmlElement && type.getAttribute('__ref') !== undefined,
    );
    expect(placeholders, where).toEqual([]);
  }
});

it(`[FR8] a hostile write through a real socket is refused, or harms no open editor (seed ${SEED})`, {
  timeout: 60_000 + WRITES * 100,
}, async () => {
  const random = seeded(SEED);
  const server = await testServer();
  const bob = await server.join('p/home/d/welcome', 'bob:editor');
  const his = boundEditor(bob.doc);
  his.editor.update(() => void $getRoot().append($createParagraphNode().append($createTextNode('Bob’s words'))), { discrete: true });
  await bob.settled();
  let refused = 0;
  for (let write = 0; write < WRITES; write++) {
    const mallory = await server.join('p/home/d/welcome', 'mallory:editor', { doc: copyOf(bob.doc) });
    const root = rootOf(mallory.doc);
    mallory.doc.transact(() => {
      if (random.chance(0.5)) root.insert(0, [hostilePart(random)] as Y.XmlElement[]);
      else hostileChange(random.pick(typesIn(root)), random);
    });
    await eventually('it is decided', () => mallory.line.closed !== null || mallory.line.saved >= mallory.line.sent);
    if (mallory.line.refused.length === 0 && mallory.line.closed === null) {
      const { clientID } = mallory.doc;
      const written = Y.getState(mallory.doc.store, clientID);
      await eventually('bob has it', () => Y.getState(bob.doc.store, clientID) >= written);
    } else {
      refused++;
      expect(await mallory.line.ended()).toMatchObject({ code: 4400, reason: expect.stringMatching(/^update\./) });
    }
    mallory.drop();
    expect(his.faults, `write ${write}`).toEqual([]);
    const held = rootOf(bob.doc).toArray();
    if (random.chance(0.1) || held.length < 2) work(his, random);
  }
  await bob.settled();
  expect(bob.line.closed).toBe(null);
  expect(refused).toBeGreaterThan(WRITES / 3);
  expect(boundEditor(copyOf(bob.doc)).shows()).toBe(his.shows());
});
