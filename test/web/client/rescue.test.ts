import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { ROOT_NAME } from '../../../shared/lexical/seed.ts';
import { readTree, type TreeElement } from '../../../shared/lexical/tree.ts';
import { writeTree } from '../../../shared/lexical/write.ts';
import { connectDocument, type DocumentConnection } from '../../../web/client/connect-document.ts';
import { eventually } from '../../support/eventually.ts';
import { type TestServer, testServer } from '../../support/server.ts';
import { heldTime, type TestTime } from '../../support/time.ts';

const ROOM = 'p/home/d/plan';

const block = (text: string, name = 'paragraph'): TreeElement => ({
  name,
  attributes: {},
  children: [{ name: 'text', attributes: {}, text }],
});

/** A replica through the real client and server, whose line is in the test's hands. */
interface Replica {
  readonly doc: Y.Doc;
  readonly time: TestTime;
  readonly connection: DocumentConnection;
  readonly root: Y.XmlElement;
  /** What it says goes nowhere until `speak`. */
  mute(): void;
  /** What waits goes out, and what comes after it. */
  speak(): void;
  /** The text of a block. */
  text(index: number): Y.XmlText;
  /** A line for each block. */
  lines(): readonly string[];
  saved(): Promise<void>;
}

/** @param away what it does before it is connected */
async function replica(server: TestServer, name: string, doc = new Y.Doc(), away: (doc: Y.Doc) => void = () => {}): Promise<Replica> {
  const time = heldTime();
  let muted: (() => void)[] | null = null;
  class Line extends WebSocket {
    override send(...args: [data: Parameters<WebSocket['send']>[0]]): void {
      // The bytes are the provider's own, and are not used again.
      if (muted !== null) muted.push(() => super.send(...args));
      else super.send(...args);
    }
  }
  const connection = connectDocument({
    url: server.url,
    room: ROOM,
    doc,
    token: `${name}:editor`,
    time,
    random: () => 0.5,
    rescues: true,
    WebSocketImpl: Line,
  });
  onTestFinished(() => connection.destroy());
  away(doc);
  const root = doc.get(ROOT_NAME, Y.XmlElement);
  const one: Replica = {
    doc,
    time,
    connection,
    root,
    mute: () => {
      muted ??= [];
    },
    speak: () => {
      const waiting = muted ?? [];
      muted = null;
      for (const send of waiting) send();
    },
    text: (index) => {
      const inside: unknown = root.get(index);
      const text: unknown = inside instanceof Y.XmlElement ? inside.get(0) : null;
      if (!(text instanceof Y.XmlText)) throw new Error(`Block ${index} holds no text.`);
      return text;
    },
    lines: () => linesOf(doc),
    saved: () =>
      eventually(`${name} has saved all`, () => connection.status.getSnapshot().kind === 'saved', {
        seen: () => connection.status.getSnapshot(),
      }).then(() => undefined),
  };
  await one.saved();
  return one;
}

function linesOf(doc: Y.Doc): readonly string[] {
  return readTree(doc, 60).map(wordsOf);
}

function wordsOf(node: ReturnType<typeof readTree>[number]): string {
  return node.children.map((child) => ('children' in child ? wordsOf(child as TreeElement) : child.text)).join('');
}

/** Ada and Bob with these blocks, and somebody who only looks. */
async function house(...blocks: readonly TreeElement[]): Promise<{ server: TestServer; ada: Replica; bob: Replica; eve: Replica }> {
  const server = await testServer();
  const ada = await replica(server, 'ada');
  writeTree(ada.doc, blocks, 'replace');
  await ada.saved();
  const [bob, eve] = [await replica(server, 'bob'), await replica(server, 'eve')];
  await eventually('all have it', () => [bob, eve].every((one) => one.lines().join() === ada.lines().join()));
  return { server, ada, bob, eve };
}

/** Waits until all say this, and nobody has anything to send. */
async function say(lines: readonly string[], ...all: readonly Replica[]): Promise<void> {
  await eventually('all say the same', () => all.every((one) => one.lines().join('\n') === lines.join('\n')), {
    seen: () => all.map((one) => one.lines()),
  });
  for (const one of all) await one.saved();
  for (const one of all) one.time.jump(20_000);
  for (const one of all) await one.connection.saved();
  await eventually('all say it still', () => all.every((one) => one.lines().join('\n') === lines.join('\n')), {
    seen: () => all.map((one) => one.lines()),
  });
}

describe('words written into a block that somebody else removes', () => {
  it('in the same moment, the removal first, stand once in a paragraph of their own', async () => {
    const { ada, bob, eve } = await house(block('one'), block('two'), block('three'));
    ada.mute();
    ada.text(1).insert(3, ' and new words');
    bob.root.delete(1, 1);
    await eventually('the removal is everywhere', () => eve.lines().length === 2);
    await eventually('it has come', () => ada.lines().includes('and new words'));
    ada.speak();
    await say(['one', 'and new words', 'three'], ada, bob, eve);
    expect(ada.connection.rescued.getSnapshot()).toMatchObject({ words: 'own' });
    expect(bob.connection.rescued.getSnapshot()).toBeNull();
  });

  it('in the same moment, the words first, stand once in a paragraph of their own', async () => {
    const { ada, bob, eve } = await house(block('one'), block('two'), block('three'));
    bob.mute();
    bob.root.delete(1, 1);
    ada.text(1).insert(3, ' and new words');
    await eventually('the words are out', () => eve.lines()[1] === 'two and new words');
    bob.speak();
    await say(['one', 'and new words', 'three'], ada, bob, eve);
    expect(bob.connection.rescued.getSnapshot()).toBeNull();
  });

  it('while they were away stand once, also where they left meanwhile', async () => {
    const { server, ada, bob, eve } = await house(block('one'), block('two'), block('three'));
    ada.connection.destroy();
    ada.text(1).insert(3, ' and new words');
    bob.root.delete(1, 1);
    await bob.saved();
    const back = await replica(server, 'ada', ada.doc);
    await say(['one', 'and new words', 'three'], back, bob, eve);
  });

  it('are put back by their remover where their writer has gone', async () => {
    const { server, ada, bob, eve } = await house(block('one'), block('two'), block('three'));
    bob.connection.destroy();
    ada.text(1).insert(3, ' and new words');
    await ada.saved();
    ada.connection.destroy();
    const back = await replica(server, 'bob', bob.doc, (doc) => doc.get(ROOT_NAME, Y.XmlElement).delete(1, 1));
    back.time.jump(20_000);
    await say(['one', 'and new words', 'three'], back, eve);
    expect(back.connection.rescued.getSnapshot()).toMatchObject({ words: 'others' });
  });

  it('stand once where two removers put them back without knowing of each other', async () => {
    const { ada, bob, eve } = await house(block('one'), block('two'), block('three'));
    for (const one of [bob, eve]) {
      one.mute();
      one.root.delete(1, 1);
    }
    ada.text(1).insert(3, ' and new words');
    const hasCome = (one: Replica): boolean => Y.getState(one.doc.store, ada.doc.clientID) === Y.getState(ada.doc.store, ada.doc.clientID);
    await eventually('the words have come to both', () => [bob, eve].every(hasCome));
    await ada.saved();
    ada.connection.destroy();
    for (const one of [bob, eve]) {
      one.time.jump(6_000);
      expect(one.lines()).toEqual(['one', 'and new words', 'three']);
    }
    for (const one of [bob, eve]) one.speak();
    await say(['one', 'and new words', 'three'], bob, eve);
  });

  it('are waited for by the page that removed them, and by no page any more when they are back', async () => {
    const { ada, bob } = await house(block('one'), block('two'));
    bob.mute();
    bob.root.delete(1, 1);
    ada.text(1).insert(3, ' and new words');
    await eventually('the words have come', () => bob.connection.isRescuing());
    bob.time.jump(6_000);
    expect(bob.connection.isRescuing()).toBe(false);
    bob.speak();
    await say(['one', 'and new words'], ada, bob);
  });

  it('stay removed where their remover had seen them, and go where the block went', async () => {
    const { ada, bob, eve } = await house(block('one'), block('two'), block('three'));
    ada.text(1).insert(3, ' and new words');
    await eventually('bob sees them', () => bob.lines()[1] === 'two and new words');
    bob.root.delete(1, 1);
    await say(['one', 'three'], ada, bob, eve);
    ada.mute();
    ada.text(1).insert(5, ' is more');
    bob.doc.transact(() => {
      bob.root.delete(1, 1);
      writeTree(bob.doc, [block('four'), block('three', 'heading')], 'append');
    });
    await eventually('the move is everywhere', () => eve.lines().join() === 'one,four,three');
    ada.speak();
    await say(['one', 'four', 'three is more'], ada, bob, eve);
    expect(ada.connection.rescued.getSnapshot()).toBeNull();
  });
});
