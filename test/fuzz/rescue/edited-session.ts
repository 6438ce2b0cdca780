import { setImmediate } from 'node:timers/promises';
import * as Y from 'yjs';
import { readMarkdown } from '../../../shared/lexical/markdown/read.ts';
import { writeTree } from '../../../shared/lexical/write.ts';
import { type Seeded, seeded } from '../../support/random.ts';
import { heldTime, type TestTime } from '../../support/time.ts';
import { $placeCaret } from '../editors/places.ts';
import { Writer as EditorWriter } from '../editors/writer.ts';
import { Hub } from './hub.ts';
import { plain, textsIn, Writer } from './writer.ts';

const START = 'one\n\n## two\n\n- three\n- four\n\n| a | b |\n| - | - |\n| c | d |\n| e | f |\n\n> five\n\nsix';
/** The first of the letters that words are here, each typed once: they can't be cut in two. */
const FIRST = 0xe000;

interface Person {
  readonly replica: Writer;
  readonly editor: EditorWriter;
}

/** Some people with real editors around a server, who write and change whatever can be changed, at times away from it. */
export class EditedSession {
  readonly #random: Seeded;
  readonly #time: TestTime = heldTime();
  readonly #hub: Hub;
  readonly #people: readonly Person[];
  readonly #typed: string[] = [];
  /** Letters that somebody took away who saw them. */
  readonly #seenOff = new Set<string>();

  constructor(seed: number) {
    this.#random = seeded(seed);
    const start = new Y.Doc();
    start.clientID = 1;
    writeTree(start, readMarkdown(START, this.#random.next), 'append');
    const update = Y.encodeStateAsUpdate(start);
    this.#hub = new Hub(update);
    const isHere = (client: number): boolean => this.#hub.isHere(client);
    this.#people = [10, 11, 12].map((client) => {
      const replica = new Writer(`writer ${client}`, client, this.#time, this.#random, update, { hasLeftovers: false, isHere });
      return { replica, editor: new EditorWriter(replica.doc) };
    });
    this.#hub.writers = this.#people.map(({ replica }) => replica);
  }

  async run(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) {
      this.#step(this.#random.pick(this.#people));
      await setImmediate();
    }
    for (const { replica } of this.#people) this.#hub.connect(replica);
    // Longer than any rescue waits.
    for (let second = 0; second < 20; second++) {
      await this.#hub.drain();
      this.#time.jump(1_000);
      await setImmediate();
    }
    await this.#hub.drain();
  }

  /** What is wrong in the end, a line for each fault. */
  faults(): readonly string[] {
    const faults: string[] = [];
    const [shown, ...others] = this.#people.map(({ editor }) => editor.shown());
    if (others.some((other) => other !== shown)) faults.push('The editors show different things.');
    const stands = new Set(this.#people.flatMap(({ replica }) => lettersOf(replica)));
    for (const [index, letter] of this.#typed.entries()) {
      if (!stands.has(letter) && !this.#seenOff.has(letter)) faults.push(`Letter ${index} is lost.`);
    }
    return faults;
  }

  stop(): void {
    // The editor ends its document as well.
    for (const { editor } of this.#people) editor.stop();
    this.#hub.stop();
    this.#time.stop();
  }

  #step({ replica, editor }: Person): void {
    const random = this.#random;
    const dice = random.next();
    if (dice < 0.25) this.#type(editor, replica);
    else if (dice < 0.45) this.#change(editor, replica);
    else if (dice < 0.9) {
      if (random.chance(0.5)) this.#hub.deliver(replica);
      if (random.chance(0.5)) this.#hub.accept(replica);
      // What was on its way to the server has come, or it would have to be sent again.
    } else if (dice < 0.93 && replica.up.length === 0) this.#hub.drop(replica);
    else if (dice < 0.96) this.#hub.connect(replica);
  }

  #type({ editor }: EditorWriter, replica: Writer): void {
    const letter = String.fromCharCode(FIRST + this.#typed.length);
    editor.update(() => void $placeCaret(this.#random)?.insertText(letter), { discrete: true });
    if (lettersOf(replica).includes(letter)) this.#typed.push(letter);
  }

  #change(editor: EditorWriter, replica: Writer): void {
    const before = lettersOf(replica);
    editor.act(this.#random);
    const after = new Set(lettersOf(replica));
    for (const letter of before) if (!after.has(letter)) this.#seenOff.add(letter);
  }
}

function lettersOf({ root }: Writer): readonly string[] {
  return textsIn(root).flatMap((text) => [...plain(text)].filter((letter) => letter.charCodeAt(0) >= FIRST));
}
