import { setImmediate } from 'node:timers/promises';
import * as Y from 'yjs';
import type { Writer } from './writer.ts';

/** A server that puts updates in order and passes them on as they are, each line first in first out. */
export class Hub {
  readonly #server = new Y.Doc();
  writers: readonly Writer[] = [];

  constructor(start: Uint8Array) {
    Y.applyUpdate(this.#server, start);
  }

  isHere(client: number): boolean {
    return this.writers.some(({ connected, doc }) => connected && doc.clientID === client);
  }

  /** The next thing that is on its way to somebody comes. */
  deliver(writer: Writer): void {
    const update = writer.down.shift();
    if (update !== undefined) writer.take(update);
  }

  /** The next thing that is on its way from somebody comes. */
  accept(writer: Writer): void {
    const update = writer.up.shift();
    if (update === undefined) return;
    Y.applyUpdate(this.#server, update);
    for (const other of this.writers) if (other !== writer && other.connected) other.down.push({ update, isState: false });
  }

  /** What is on its way comes to nobody. */
  drop(writer: Writer): void {
    writer.connected = false;
    writer.up.length = 0;
    writer.down.length = 0;
  }

  /** As rules SY1 and SY2: the server says first what it has, and is told the rest before it says anything else. */
  connect(writer: Writer): void {
    if (writer.connected) return;
    const known = Y.encodeStateVector(this.#server);
    writer.serverHas(known);
    writer.connected = true;
    writer.up.push(Y.encodeStateAsUpdate(writer.doc, known));
    writer.down.push({ update: Y.encodeStateAsUpdate(this.#server, Y.encodeStateVector(writer.doc)), isState: true });
  }

  /** All that is on its way comes, and what is answered to it. */
  async drain(): Promise<void> {
    while (this.writers.some(({ up, down }) => up.length + down.length > 0)) {
      for (const writer of this.writers) {
        this.deliver(writer);
        this.accept(writer);
      }
      await setImmediate();
    }
  }

  stop(): void {
    for (const writer of this.writers) writer.stop();
    this.#server.destroy();
  }
}
