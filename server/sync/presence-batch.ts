import { MESSAGE } from '../../shared/protocol.ts';
import { varUintSize, writeVarUint } from './varints.ts';
import { beginFrame, type Wire } from './wire.ts';

interface BatchEntry {
  readonly client: number;
  readonly clock: number;
  /** JSON. */
  readonly state: Uint8Array;
  /** Bytes of the whole entry. */
  readonly size: number;
  /** Where it begins in the batch. */
  readonly start: number;
}

/** Entries of one presence frame, encoded once: what goes to a speaker is the same bytes without its own. */
export class PresenceBatch {
  readonly #entries: BatchEntry[] = [];
  #size = 0;
  #bytes: Buffer | null = null;

  add(client: number, clock: number, state: Uint8Array): void {
    const size = varUintSize(client) + varUintSize(clock) + varUintSize(state.length) + state.length;
    this.#entries.push({ client, clock, state, size, start: this.#size });
    this.#size += size;
  }

  /** The frame without the entries at the indices `skipped`, which ascend. */
  wire(skipped: readonly number[] = []): Wire {
    const encoded = this.#encode();
    const left = skipped.flatMap((index) => this.#entries[index] ?? []);
    const count = this.#entries.length - left.length;
    const body = varUintSize(count) + left.reduce((size, entry) => size - entry.size, this.#size);
    const { bytes, at } = beginFrame(1 + varUintSize(body) + body);
    bytes[at] = MESSAGE.awareness;
    let to = writeVarUint(bytes, at + 1, body);
    to = writeVarUint(bytes, to, count);
    let from = 0;
    for (const { start, size } of left) {
      to += encoded.copy(bytes, to, from, start);
      from = start + size;
    }
    encoded.copy(bytes, to, from);
    return { bytes, frames: 1 };
  }

  #encode(): Buffer {
    if (this.#bytes !== null) return this.#bytes;
    const bytes = Buffer.allocUnsafe(this.#size);
    let at = 0;
    for (const { client, clock, state } of this.#entries) {
      at = writeVarUint(bytes, at, client);
      at = writeVarUint(bytes, at, clock);
      at = writeVarUint(bytes, at, state.length);
      bytes.set(state, at);
      at += state.length;
    }
    this.#bytes = bytes;
    return bytes;
  }
}
