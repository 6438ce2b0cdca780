import { setImmediate } from 'node:timers/promises';
import * as Y from 'yjs';
import { ROOT_NAME } from '../../../shared/lexical/seed.ts';
import { writeTree } from '../../../shared/lexical/write.ts';
import { type Seeded, seeded } from '../../support/random.ts';
import { heldTime, type TestTime } from '../../support/time.ts';
import { Hub } from './hub.ts';
import { plain, textsIn, Writer, wordsIn } from './writer.ts';

const WRITERS = 3;
/** ms. */
const LONG = 16_000;
const BLINK = 200;

export interface SessionOptions {
  /** Blocks are also moved and joined, not removed alone. */
  readonly moves: boolean;
}

/** Some people around a server, who type words into a document and take its blocks apart. */
export class RescueSession {
  readonly #random: Seeded;
  readonly #moves: boolean;
  readonly #time: TestTime = heldTime();
  readonly #hub: Hub;
  #words = 0;
  #clients = 10;
  /** Words that somebody saw in what they removed. */
  readonly #seenOff = new Set<string>();
  /** Blocks by their ids, and by how many they were removed. */
  readonly #removals = new Map<string, number>();
  readonly #blockOf = new Map<string, string>();

  constructor(seed: number, { moves }: SessionOptions) {
    this.#random = seeded(seed);
    this.#moves = moves;
    const start = new Y.Doc();
    start.clientID = 1;
    const text = (words: string) => ({ name: 'text', attributes: {}, text: words });
    const block = (name: string, words: string) => ({ name, attributes: {}, children: [text(words)] });
    const item = (words: string) => block('listitem', words);
    const cell = (words: string) => ({ name: 'tablecell', attributes: {}, children: [block('paragraph', words)] });
    const row = (...words: string[]) => ({ name: 'tablerow', attributes: {}, children: words.map(cell) });
    writeTree(
      start,
      [
        block('paragraph', 'alpha'),
        block('heading', 'beta'),
        { name: 'list', attributes: {}, children: [item('gamma'), item('delta')] },
        { name: 'table', attributes: {}, children: [row('epsilon', 'zeta'), row('eta', 'theta')] },
        block('paragraph', 'iota'),
      ],
      'replace',
    );
    const update = Y.encodeStateAsUpdate(start);
    this.#hub = new Hub(update);
    this.#hub.writers = Array.from({ length: WRITERS }, (_, index) => this.#writer(`writer ${index}`, update, false));
  }

  async run(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) {
      await this.#step(this.#random.pick(this.#hub.writers));
      await setImmediate();
    }
    for (const writer of this.#hub.writers) this.#hub.connect(writer);
    await this.#waitLong();
    await this.#waitLong();
  }

  /** What is wrong in the end, a line for each fault. */
  faults(): readonly string[] {
    const [state, ...others] = this.#hub.writers.map(({ root }) => root.toString());
    const faults: string[] = others.every((other) => other === state) ? [] : ['The documents differ.'];
    const stands = this.#hub.writers[0]?.words() ?? [];
    for (let word = 0; word < this.#words; word++) {
      const name = `<${word}>`;
      const times = stands.filter((one) => one === name).length;
      const block = this.#blockOf.get(name) ?? '';
      // Where two removed a block and one of them saw the word, that one's will and the other's ignorance say different things.
      const most = this.#seenOff.has(name) && (this.#removals.get(block) ?? 0) < 2 ? 0 : 1;
      if (times === 0 && !this.#seenOff.has(name)) faults.push(`${name} is lost.`);
      if (times > most && !this.#moves) faults.push(`${name} stands ${times} times, not ${most}.`);
    }
    return faults;
  }

  stop(): void {
    this.#hub.stop();
    this.#time.stop();
  }

  #writer(name: string, kept: Uint8Array, hasLeftovers: boolean): Writer {
    const isHere = (client: number): boolean => this.#hub.isHere(client);
    return new Writer(name, this.#clients++, this.#time, this.#random, kept, { hasLeftovers, isHere });
  }

  async #step(writer: Writer): Promise<void> {
    const random = this.#random;
    const dice = random.next();
    if (dice < 0.3) this.#type(writer);
    else if (dice < 0.42) this.#remove(writer);
    else if (dice < 0.5) this.#move(writer);
    else if (dice < 0.9) this.#pass(writer);
    else if (dice < 0.94) this.#toggle(writer);
    else if (dice < 0.96) await this.#reload(writer);
    else if (this.#hub.writers.every(({ connected }) => connected)) {
      await this.#waitLong();
    }
  }

  #type({ doc, root }: Writer): void {
    const texts = textsIn(root);
    if (texts.length === 0) return;
    const text = this.#random.pick(texts);
    // Between words: what is cut in two is no word any more.
    const places = [...plain(text).matchAll(/<|$/g)].map(({ index }) => index);
    const word = `<${this.#words++}>`;
    this.#blockOf.set(word, idOf(text.parent));
    doc.transact(() => text.insert(this.#random.pick(places), word));
  }

  #remove(writer: Writer): void {
    const blocks = writer.blocks();
    if (blocks.length < 2) return;
    const block = this.#random.pick(blocks);
    for (const word of wordsIn(block)) this.#seenOff.add(word);
    for (const one of [block, ...writer.blocks().filter((other) => other.parent === block || isWithin(other, block))]) {
      this.#removals.set(idOf(one), (this.#removals.get(idOf(one)) ?? 0) + 1);
    }
    removeElement(block);
  }

  /** To another place, or its words into the block before it. */
  #move({ doc, root }: Writer): void {
    if (!this.#moves) return;
    const children: readonly unknown[] = root.toArray();
    const blocks = children.filter((child): child is Y.XmlElement => child instanceof Y.XmlElement && textOf(child) !== null);
    if (blocks.length < 2) return;
    const block = this.#random.pick(blocks);
    const target = this.#random.pick(blocks.filter((other) => other !== block));
    const text = textOf(block);
    if (text === null) return;
    doc.transact(() => {
      const words = plain(text);
      if (this.#random.chance(0.5)) {
        const copy = new Y.XmlElement('paragraph');
        copy.insert(0, [new Y.XmlText(words)]);
        removeElement(block);
        root.insert(root.toArray().indexOf(target), [copy]);
      } else {
        textOf(target)?.insert(textOf(target)?.length ?? 0, words);
        removeElement(block);
      }
    });
  }

  #pass(writer: Writer): void {
    const [incoming, outgoing] = [this.#random.chance(0.5), this.#random.chance(0.5)];
    if (incoming) this.#hub.deliver(writer);
    if (outgoing) this.#hub.accept(writer);
  }

  #toggle(writer: Writer): void {
    if (writer.connected) this.#hub.drop(writer);
    else this.#hub.connect(writer);
  }

  /** The page is loaded anew: what it had is kept in its browser. What it only waited to put back isn't, so it has done that. */
  async #reload(writer: Writer): Promise<void> {
    if (writer.connected) await this.#waitLong();
    const next = this.#writer(writer.name, Y.encodeStateAsUpdate(writer.doc), true);
    writer.stop();
    next.connected = false;
    this.#hub.writers = this.#hub.writers.map((one) => (one === writer ? next : one));
    this.#hub.connect(next);
  }

  /** Longer than any rescue waits, and nothing is on its way for longer than a blink. */
  async #waitLong(): Promise<void> {
    for (let passed = 0; passed < LONG; passed += BLINK) {
      await this.#hub.drain();
      this.#time.jump(BLINK);
    }
    await this.#hub.drain();
  }
}

function removeElement(block: Y.XmlElement): void {
  const parent: unknown = block.parent;
  if (!(parent instanceof Y.XmlElement)) return;
  const children: readonly unknown[] = parent.toArray();
  parent.delete(children.indexOf(block), 1);
}

function textOf(block: Y.XmlElement): Y.XmlText | null {
  const first: unknown = block.length === 1 ? block.get(0) : null;
  return first instanceof Y.XmlText ? first : null;
}

function isWithin(element: Y.XmlElement, outer: Y.XmlElement): boolean {
  for (let at: unknown = element; at instanceof Y.XmlElement; at = at.parent) if (at === outer) return true;
  return false;
}

function idOf(type: unknown): string {
  const id = type instanceof Y.AbstractType ? type._item?.id : undefined;
  return id === undefined ? ROOT_NAME : `${id.client}:${id.clock}`;
}
