import { setTimeout as sleep } from 'node:timers/promises';
import * as Y from 'yjs';
import { DocClient } from '../support/doc-client.ts';
import { eventually } from '../support/eventually.ts';
import { fingerprint, fingerprintOf, hasGaps } from '../support/fingerprint.ts';
import { type Seeded, seeded } from '../support/random.ts';
import { randomEdit } from '../support/random-edits.ts';
import type { TestServer } from '../support/server.ts';
import { recordsOf } from '../support/steered-store.ts';

/** One of a session's people: types, drops off, comes back, reads slowly. */
class Person {
  readonly client: DocClient;
  readonly #random: Seeded;
  #reading = true;

  constructor(server: TestServer, room: string, name: string, random: Seeded) {
    this.client = new DocClient({ url: server.url, room, token: `${name}:editor`, record: false });
    this.#random = random;
  }

  async step(): Promise<void> {
    const { client } = this;
    const random = this.#random;
    const dice = random.next();
    if (dice < 0.7) for (let edits = random.between(1, 3); edits > 0; edits--) randomEdit(client.doc, random);
    else if (dice < 0.8) this.#dropOrReturn();
    else if (dice < 0.9) this.#pauseOrResume();
    else await sleep(random.below(10));
  }

  /** Comes online, if the server lets it. */
  async arrive(): Promise<void> {
    await this.client.connect().catch(() => undefined);
  }

  /** Online, reading, and synced, whatever was before. */
  async settle(): Promise<void> {
    const { client } = this;
    if (client.connected && !this.#reading) client.line.resume();
    await eventually(
      'the client is in and everything it sent is decided',
      async () => {
        if (!client.connected) {
          client.drop();
          await this.arrive();
          return false;
        }
        return client.isSynced && client.line.saved >= client.line.sent;
      },
      { every: 10, seen: () => (client.connected ? client.line.account() : 'offline') },
    );
  }

  #dropOrReturn(): void {
    if (this.client.connected) this.client.drop();
    else void this.arrive();
    this.#reading = true;
  }

  #pauseOrResume(): void {
    if (!this.client.connected) return;
    if (this.#reading) this.client.line.pause();
    else this.client.line.resume();
    this.#reading = !this.#reading;
  }
}

/**
 * A seeded session in a room of its own: two to four people edit at random, drop, return and read slowly. `agree` brings all
 * back: then all documents are equal, without gaps, and so are what a newcomer is given and what the log rebuilds.
 */
export class Session {
  readonly seed: number;
  readonly #server: TestServer;
  readonly #room: string;
  readonly #random: Seeded;
  readonly #people: readonly Person[];

  constructor(server: TestServer, seed: number) {
    this.seed = seed;
    this.#server = server;
    this.#room = `session ${seed}`;
    this.#random = seeded(seed);
    const count = this.#random.between(2, 4);
    this.#people = Array.from({ length: count }, (_, index) => new Person(server, this.#room, `p${index}`, seeded(seed * 31 + index)));
  }

  async run(): Promise<void> {
    await Promise.all(this.#people.filter(() => this.#random.chance(0.8)).map((person) => person.arrive()));
    for (let steps = this.#random.between(30, 60); steps > 0; steps--) {
      await this.#random.pick(this.#people).step();
      if (this.#random.chance(0.5)) await sleep(this.#random.below(4));
    }
  }

  async agree(): Promise<void> {
    try {
      await this.#compare();
    } catch (error) {
      throw new Error(`Seed ${this.seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    } finally {
      for (const { client } of this.#people) client.drop();
    }
  }

  async #compare(): Promise<void> {
    const clients = this.#people.map(({ client }) => client);
    const prints = (): string[] => clients.map(({ doc }) => fingerprint(doc));
    const seen = (): string => clients.map(({ doc, line }) => `${fingerprint(doc)} ${line.account()}`).join('\n');
    const settled = async (): Promise<boolean> => {
      // Again and again: a slow reader may only now come upon the news that its server has stopped.
      await Promise.all(this.#people.map((person) => person.settle()));
      return new Set(prints()).size === 1;
    };
    await eventually('all documents are equal', settled, { every: 20, seen });
    for (const { doc, line } of clients) {
      if (hasGaps(doc)) throw new Error('A document has gaps.');
      if (line.refused.length > 0) throw new Error(`Refused: ${JSON.stringify(line.refused)}`);
    }
    const [common = ''] = prints();
    const fresh = await DocClient.join({ url: this.#server.url, room: this.#room, token: 'fresh:viewer' });
    if (fingerprint(fresh.doc) !== common) throw new Error(`A newcomer is given ${fingerprint(fresh.doc)} instead of ${common}.`);
    await fresh.close();
    const log = (await recordsOf(this.#server.store, this.#room)).map(({ update }) => update);
    const rebuilt = fingerprintOf(log.length === 0 ? Uint8Array.of(0, 0) : Y.mergeUpdates(log));
    if (rebuilt !== common) throw new Error(`The log rebuilds ${rebuilt} instead of ${common}.`);
  }
}
