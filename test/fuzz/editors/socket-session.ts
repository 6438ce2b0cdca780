import { setTimeout as sleep } from 'node:timers/promises';
import { decodeStateVector, encodeStateVector } from 'yjs';
import { DocClient } from '../../support/doc-client.ts';
import { eventually } from '../../support/eventually.ts';
import { type Seeded, seeded } from '../../support/random.ts';
import type { TestServer } from '../../support/server.ts';
import { checkEqual, stateOf } from './agreement.ts';
import { Writer } from './writer.ts';

interface Person {
  readonly client: DocClient;
  readonly writer: Writer;
}

/** Three editors in a room of their own on a real server: they write, drop off and come back, while it is stopped and started. */
export class SocketSession {
  readonly #seed: number;
  readonly #url: string;
  readonly #room: string;
  readonly #random: Seeded;
  #people: readonly Person[] = [];

  constructor(server: TestServer, seed: number) {
    this.#seed = seed;
    this.#url = server.url;
    this.#room = `p/fuzz/d/s${seed}`;
    this.#random = seeded(seed);
  }

  /** All take the document's beginning first, as the web does before anybody may type. */
  async open(): Promise<void> {
    this.#people = await Promise.all(
      ['ada', 'bob', 'cem'].map(async (name) => {
        const client = await DocClient.join({ url: this.#url, room: this.#room, token: `${name}:editor`, record: false });
        return { client, writer: new Writer(client.doc) };
      }),
    );
  }

  async run(steps: number): Promise<void> {
    const random = this.#random;
    for (let step = 0; step < steps; step++) {
      const { client, writer } = random.pick(this.#people);
      writer.act(random);
      if (random.chance(0.05)) client.drop();
      else if (!client.connected && random.chance(0.3)) void client.connect().catch(() => undefined);
      if (random.chance(0.5)) await sleep(random.below(4));
    }
  }

  /**
   * All are brought back. Then all must show the same, the server's newest newcomer too, and nothing was refused.
   * @param sound no editor may have reported an error either
   */
  async agree(sound: boolean): Promise<void> {
    try {
      const settled = async (): Promise<boolean> => {
        for (const { client } of this.#people) if (!(await isSettled(client))) return false;
        return new Set(this.#people.map(({ client }) => stateOf(client.doc))).size === 1;
      };
      await eventually('all documents are equal', settled, { every: 10, seen: () => JSON.stringify(this.#people.map(standing)) });
      for (const { client } of this.#people) {
        if (client.line.refused.length > 0) throw new Error(`Refused: ${JSON.stringify(client.line.refused)}`);
      }
      const fresh = await DocClient.join({ url: this.#url, room: this.#room, token: 'fresh:viewer', record: false });
      await checkEqual(
        fresh.doc,
        this.#people.map(({ writer }) => writer),
      );
      await fresh.close();
      const [fault] = sound ? this.#people.flatMap(({ writer }) => writer.faults) : [];
      if (fault !== undefined) throw new Error(`An editor failed, and was healed: ${String(fault)}`);
    } catch (error) {
      throw new Error(`Seed ${this.#seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    } finally {
      for (const { client, writer } of this.#people) {
        client.drop();
        writer.stop();
      }
    }
  }
}

/** What somebody waits for, where the wait was in vain. */
function standing({ client, writer }: Person): object {
  const { doc, connected } = client;
  const line = connected
    ? { synced: client.isSynced, sent: client.line.sent, saved: client.line.saved, refused: client.line.refused }
    : null;
  return {
    line,
    written: writer.written,
    faults: writer.faults.map(String),
    state: Object.fromEntries(decodeStateVector(encodeStateVector(doc))),
  };
}

/** Online, synced, and all that it sent is decided. */
async function isSettled(client: DocClient): Promise<boolean> {
  if (client.connected) return client.isSynced && client.line.saved >= client.line.sent;
  client.drop();
  await client.connect().catch(() => undefined);
  return false;
}
