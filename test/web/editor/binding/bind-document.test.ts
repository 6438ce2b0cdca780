import { createHeadlessEditor } from '@lexical/headless';
import { $createParagraphNode, $createTextNode, $getRoot, $isElementNode, $isTextNode, type LexicalEditor, UNDO_COMMAND } from 'lexical';
import { afterEach, describe, expect, it } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { NODES } from '../../../../shared/lexical/nodes.ts';
import { ROOT_NAME, seedFor } from '../../../../shared/lexical/seed.ts';
import { type BoundDocument, bindDocument } from '../../../../web/editor/binding/bind-document.ts';
import { registerUndo } from '../../../../web/editor/binding/undo.ts';
import { runSeed, type Seeded, seeded } from '../../../support/random.ts';

const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup();
});

interface Bound {
  readonly editor: LexicalEditor;
  readonly doc: Y.Doc;
  readonly bound: BoundDocument;
  stop(): void;
  readonly faults: unknown[];
  readonly broken: unknown[];
  text(): string;
}

/** An editor without a DOM over `doc`, through our own binding. */
function edit(doc: Y.Doc, mayWrite: () => boolean = () => true): Bound {
  const faults: unknown[] = [];
  const broken: unknown[] = [];
  const editor = createHeadlessEditor({
    nodes: NODES,
    onError: (error) => {
      faults.push(error);
      bound.fault(error);
    },
  });
  const awareness = new Awareness(doc);
  const bound = bindDocument({ editor, doc, awareness, mayWrite, onBroken: (error) => broken.push(error) });
  let running = true;
  const stop = (): void => {
    if (running) bound.stop();
    running = false;
  };
  cleanups.push(() => {
    stop();
    awareness.destroy();
  });
  const text = (): string => editor.getEditorState().read(() => $getRoot().getTextContent());
  return { editor, doc, bound, stop, faults, broken, text };
}

function seededDoc(): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seedFor('p/home/d/welcome') as Uint8Array);
  return doc;
}

function write({ editor }: Bound, text: string): void {
  editor.update(
    () => {
      const last = $getRoot().getLastChild();
      if ($isElementNode(last)) last.append($createTextNode(text));
    },
    { discrete: true },
  );
}

/** An editor with a fault heals in the next microtask: in a browser, before anything else can happen. */
async function healed(): Promise<void> {
  await Promise.resolve();
}

/** Brings over what `from` has and `to` lacks. */
function pull(to: Y.Doc, from: Y.Doc): void {
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'network');
}

/** Each receives what the other had, both at the same time; what they make of it crosses again, until they are equal. */
function exchange(a: Y.Doc, b: Y.Doc): void {
  for (let round = 0; round < 5; round++) {
    const [toA, toB] = [Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)), Y.encodeStateAsUpdate(a, Y.encodeStateVector(b))];
    Y.applyUpdate(a, toA, 'network');
    Y.applyUpdate(b, toB, 'network');
    if (Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b))) return;
  }
  throw new Error('The two documents never become equal.');
}

const state = (doc: Y.Doc): string => doc.get(ROOT_NAME, Y.XmlElement).toString();

const json = ({ editor }: Bound): string => JSON.stringify(editor.getEditorState().toJSON());

describe('a document that already has content', () => {
  it('is shown at once, and typing into it keeps what was there', () => {
    const first = edit(seededDoc());
    write(first, 'what was there');
    first.stop();
    const again = edit(first.doc);
    expect(again.text()).toBe('what was there');
    write(again, ', and more');
    expect(state(first.doc)).toContain('what was there, and more');
  });

  it('is not written to by being shown', () => {
    const first = edit(seededDoc());
    write(first, 'text');
    first.stop();
    const before = Y.encodeStateAsUpdate(first.doc);
    const again = edit(first.doc);
    again.stop();
    edit(first.doc);
    expect(Y.encodeStateAsUpdate(first.doc)).toEqual(before);
  });
});

describe('a document that has not come yet', () => {
  it('gets no paragraph from us, and shows what comes', () => {
    const reader = edit(new Y.Doc());
    expect(Y.encodeStateAsUpdate(reader.doc)).toEqual(Y.encodeStateAsUpdate(new Y.Doc()));
    Y.applyUpdate(reader.doc, Y.encodeStateAsUpdate(seededDoc()), 'network');
    write(reader, 'here');
    expect(state(reader.doc)).toBe('<undefined><paragraph>here</paragraph></undefined>');
  });
});

describe('a reader’s editor', () => {
  it('writes nothing, whatever it is made to hold', () => {
    const doc = seededDoc();
    const before = Y.encodeStateAsUpdate(doc);
    const reader = edit(doc, () => false);
    write(reader, 'never');
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  const seed = runSeed();
  it(`writes nothing while two others edit, and shows what they wrote (seed ${seed})`, async () => {
    const random = seeded(seed);
    for (let run = 0; run < 60; run++) {
      // What the server holds: the others' edits before anybody has made one of them.
      const server = seededDoc();
      const [ada, bob] = [edit(seededDoc()), edit(seededDoc())];
      const reader = edit(new Y.Doc(), () => false);
      let written = 0;
      reader.doc.on('update', (_update: Uint8Array, origin: unknown) => {
        // Without an origin it is Yjs itself, which removes redundant formatting marks in every document.
        if (origin !== 'network' && origin !== null) written++;
      });
      for (let step = 0; step < 20; step++) {
        const author = random.pick([ada, bob]);
        change(author, random);
        pull(server, author.doc);
        pull(reader.doc, server);
        if (random.chance(0.3)) pull(author.doc, server);
        await healed();
      }
      for (let round = 0; round < 5; round++) {
        for (const { doc } of [ada, bob]) pull(doc, server);
        await healed();
        for (const { doc } of [ada, bob]) pull(server, doc);
        pull(reader.doc, server);
        await healed();
      }
      expect(written).toBe(0);
      expect(reader.text()).toBe(ada.text());
      expect(json(bob)).toBe(json(ada));
      for (const one of [ada, bob, reader]) expect(one.broken).toEqual([]);
    }
  });
});

describe('two people', () => {
  it.each(['the first paragraph', 'a new paragraph'])('who type the first letter of %s at the same time make two letters', (where) => {
    const [ada, bob] = [edit(seededDoc()), edit(seededDoc())];
    if (where === 'a new paragraph') {
      ada.editor.update(() => void $getRoot().append($createParagraphNode()), { discrete: true });
      exchange(ada.doc, bob.doc);
    }
    for (let turn = 0; turn < 3; turn++) {
      write(ada, 'A');
      write(bob, 'b');
      exchange(ada.doc, bob.doc);
    }
    exchange(ada.doc, bob.doc);
    expect([...ada.text().trim()].sort().join('')).toBe('AAAbbb');
    expect(json(ada)).toBe(json(bob));
  });

  it('undo takes back one’s own words only', () => {
    const [ada, bob] = [edit(seededDoc()), edit(seededDoc())];
    cleanups.push(registerUndo(ada.editor, ada.bound));
    write(ada, 'ada ');
    exchange(ada.doc, bob.doc);
    write(bob, 'bob ');
    exchange(ada.doc, bob.doc);
    ada.editor.dispatchCommand(UNDO_COMMAND, undefined);
    exchange(ada.doc, bob.doc);
    expect(bob.text().trim()).toBe('bob');
    expect(ada.text()).toBe(bob.text());
  });

  const seed = runSeed();
  it(`undo never takes a word of the other’s, wherever it was written (seed ${seed})`, async () => {
    const random = seeded(seed);
    for (let run = 0; run < 40; run++) {
      const [ada, bob] = [edit(seededDoc()), edit(seededDoc())];
      let now = 0;
      const stopUndo = registerUndo(ada.editor, ada.bound, { now: () => now });
      const words: string[] = [];
      for (let step = 0; step < 12; step++) {
        now += 10_000;
        if (random.chance(0.5)) {
          const word = `<${run}.${step}>`;
          words.push(word);
          insert(bob, word, random);
        } else if (random.chance(0.3)) {
          ada.editor.dispatchCommand(UNDO_COMMAND, undefined);
        } else {
          insert(ada, 'ada', random);
        }
        exchange(ada.doc, bob.doc);
        await healed();
      }
      for (let step = 0; step < 12; step++) ada.editor.dispatchCommand(UNDO_COMMAND, undefined);
      exchange(ada.doc, bob.doc);
      await healed();
      for (const word of words) expect(bob.text()).toContain(word);
      expect(bob.text()).not.toContain('ada');
      expect(json(ada)).toBe(json(bob));
      stopUndo();
    }
  });

  it('undo takes back one step of a long run of typing, not all of it', () => {
    const ada = edit(seededDoc());
    let now = 0;
    cleanups.push(registerUndo(ada.editor, ada.bound, { now: () => now }));
    for (const word of ['one ', 'two ', 'three ', 'four ']) {
      write(ada, word);
      now += 1_600;
    }
    ada.editor.dispatchCommand(UNDO_COMMAND, undefined);
    expect(ada.text()).toBe('one two three ');
    ada.editor.dispatchCommand(UNDO_COMMAND, undefined);
    expect(ada.text()).toBe('');
  });

  it('undo does nothing for a reader', () => {
    const ada = edit(seededDoc());
    cleanups.push(registerUndo(ada.editor, ada.bound));
    write(ada, 'stays');
    ada.editor.setEditable(false);
    ada.editor.dispatchCommand(UNDO_COMMAND, undefined);
    expect(ada.text()).toBe('stays');
  });
});

describe('an editor that lost its way', () => {
  it('shows the shared document again after a fault', async () => {
    const ada = edit(seededDoc());
    write(ada, 'kept');
    ada.bound.binding.mapping.clear();
    ada.editor.update(
      () => {
        throw new Error('Minified Lexical error #113');
      },
      { discrete: true },
    );
    await Promise.resolve();
    expect(ada.faults).toHaveLength(1);
    expect(ada.text()).toBe('kept');
    write(ada, ' and whole');
    expect(state(ada.doc)).toBe('<undefined><paragraph>kept and whole</paragraph></undefined>');
    expect(ada.broken).toEqual([]);
  });

  it('says so when the document holds what it can’t show, and writes nothing over it', async () => {
    const ada = edit(seededDoc());
    write(ada, 'kept');
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(ada.doc));
    other.get(ROOT_NAME, Y.XmlElement).insert(1, [new Y.XmlElement('from-the-future')]);
    Y.applyUpdate(ada.doc, Y.encodeStateAsUpdate(other), 'network');
    await Promise.resolve();
    expect(ada.broken).toHaveLength(1);
    expect(state(ada.doc)).toContain('kept');
    expect(state(ada.doc)).toContain('from-the-future');
  });
});

/** Writes a word into some block, after some word of it, or into a paragraph of its own. */
function insert({ editor }: Bound, word: string, random: Seeded): void {
  const own = random.chance(0.3);
  const at = random.next();
  editor.update(
    () => {
      const blocks = $getRoot().getChildren();
      const block = blocks[Math.floor(at * blocks.length)];
      if (own || !$isElementNode(block)) {
        $getRoot().append($createParagraphNode().append($createTextNode(word)));
        return;
      }
      const first = block.getFirstChild();
      if ($isTextNode(first)) first.spliceText(at < 0.5 ? 0 : first.getTextContentSize(), 0, word);
      else block.append($createTextNode(word));
    },
    { discrete: true },
  );
}

/** One edit of the kind that people make. */
function change({ editor }: Bound, random: Seeded): void {
  const act = random.below(4);
  const at = random.next();
  const word = String.fromCharCode(97 + random.below(26)).repeat(random.between(1, 4));
  editor.update(
    () => {
      const root = $getRoot();
      const blocks = root.getChildren();
      const block = blocks[Math.floor(at * blocks.length)];
      if (act === 0 || !$isElementNode(block)) {
        root.append($createParagraphNode().append($createTextNode(word)));
        return;
      }
      const first = block.getFirstChild();
      if (act === 1 && blocks.length > 1) block.remove();
      else if (act === 2 && $isTextNode(first)) first.spliceText(Math.floor(at * first.getTextContentSize()), 1, word);
      else if ($isTextNode(first)) first.splitText(Math.floor(at * first.getTextContentSize()))[0]?.toggleFormat('bold');
      else block.append($createTextNode(word));
    },
    { discrete: true },
  );
}
