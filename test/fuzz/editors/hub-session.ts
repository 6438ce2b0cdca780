import { setImmediate } from 'node:timers/promises';
import * as Y from 'yjs';
import { faultOf } from '../../../shared/lexical/guard.ts';
import { seedFor } from '../../../shared/lexical/seed.ts';
import { type Seeded, seeded } from '../../support/random.ts';
import { checkEqual } from './agreement.ts';
import { Writer } from './writer.ts';

/** How often all meet at the end. An editor may have something to say to what it is told: a first line where all are gone, formats of runs that became one. */
const ROUNDS = 12;
/** Three people. */
const WRITERS = 3;

/**
 * Three editors around a document in the place of a server, within one thread and by seeded draws alone: a seed gives the same session again.
 */
export class HubSession {
  readonly writers: readonly Writer[];
  readonly #hub = new Y.Doc();
  readonly #random: Seeded;
  readonly #refused = new Set<string>();

  constructor(seed: number) {
    this.#random = seeded(seed);
    const start = seedFor('p/fuzz/d/fuzz');
    if (start === null) throw new Error('A document has a beginning.');
    this.#hub.clientID = 2;
    Y.applyUpdate(this.#hub, start);
    this.#hub.on('afterTransaction', (transaction: Y.Transaction) => this.#judge(transaction));
    this.writers = Array.from({ length: WRITERS }, (_, index) => {
      const doc = new Y.Doc();
      doc.clientID = 10 + index;
      Y.applyUpdate(doc, start, 'network');
      return new Writer(doc);
    });
  }

  /** Some random steps. Between them each now and then takes and gives what is new, or stays away for long. */
  async run(steps: number): Promise<void> {
    const random = this.#random;
    const away = new Set<Writer>();
    for (let step = 0; step < steps; step++) {
      const writer = random.pick(this.writers);
      writer.act(random);
      await setImmediate();
      if (random.chance(0.06) && !away.delete(writer)) away.add(writer);
      for (const one of this.writers) if (!away.has(one) && random.chance(0.4)) await this.#exchange(one);
    }
  }

  /** All come back. Then all must show the same, and nothing that they wrote is refused. */
  async agree(): Promise<void> {
    for (let round = 0; round < 2 || (round < ROUNDS && !this.#isQuiet()); round++) {
      for (const writer of this.writers) await this.#exchange(writer);
    }
    if (this.#refused.size > 0) throw new Error(`The server would refuse: ${[...this.#refused].join('; ')}`);
    const [fault] = this.writers.flatMap(({ faults }) => faults);
    if (fault !== undefined) throw new Error(`An editor failed, and was healed: ${String(fault)}`);
    await checkEqual(this.#hub, this.writers);
  }

  stop(): void {
    for (const writer of this.writers) writer.stop();
    this.#hub.destroy();
  }

  #isQuiet(): boolean {
    const state = Y.snapshot(this.#hub);
    return this.writers.every(({ doc }) => Y.equalSnapshots(Y.snapshot(doc), state));
  }

  async #exchange({ doc }: Writer): Promise<void> {
    Y.applyUpdate(this.#hub, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(this.#hub)), 'network');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.#hub, Y.encodeStateVector(doc)), 'network');
    await setImmediate();
  }

  /** As the server does. */
  #judge({ beforeState, afterState, doc }: Y.Transaction): void {
    for (const [client, clock] of afterState) {
      const known = beforeState.get(client) ?? 0;
      if (clock === known) continue;
      for (const struct of doc.store.clients.get(client) ?? []) {
        if (struct.id.clock < known || !(struct instanceof Y.Item) || struct.deleted) continue;
        const fault = faultOf(struct, doc);
        if (fault !== null) this.#refused.add(fault);
      }
    }
  }
}
