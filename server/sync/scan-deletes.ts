import { createEncoder, toUint8Array, writeUint8Array, writeVarUint } from 'lib0/encoding';
import { ByteReader } from '../../shared/bytes.ts';
import type { Scan } from './scan.ts';

/**
 * Walks a delete set and answers its number of ranges. Clients come once, ranges ascend and don't overlap: Yjs writes them so, and
 * applying the same range again and again would cost the square of what it costs to send.
 * @throws WeftError the reader's code
 */
export function scanDeletes(reader: ByteReader): number {
  const clients = reader.count(2);
  const seen = clients > 1 ? new Set<number>() : null;
  let total = 0;
  for (let left = clients; left > 0; left--) {
    const client = reader.varUint();
    if (seen?.has(client)) reader.fail(`client ${client} has two lists of deletions`);
    seen?.add(client);
    const ranges = reader.count(2);
    let end = 0;
    for (let range = 0; range < ranges; range++) {
      const clock = reader.varUint();
      if (clock < end) reader.fail('deletions overlap or are out of order');
      const length = reader.varUint();
      if (length === 0) reader.fail('a deletion is empty');
      end = clock + length;
      if (end > Number.MAX_SAFE_INTEGER) reader.fail('a clock is above 2⁵³−1');
    }
    total += ranges;
  }
  return total;
}

/** Calls `visit` with every range of a scanned update's delete set: client by client, ascending within each. */
export function forEachDelete(update: Uint8Array, scan: Scan, visit: (client: number, clock: number, length: number) => void): void {
  everyDelete(update, scan, (client, clock, length) => {
    visit(client, clock, length);
    return true;
  });
}

/** Whether `test` holds for every range of a scanned update's delete set; stops at the first for which it doesn't. */
export function everyDelete(update: Uint8Array, scan: Scan, test: (client: number, clock: number, length: number) => boolean): boolean {
  if (scan.deleteRanges === 0) return true;
  const reader = new ByteReader(update, 'update.malformed', scan.deletesAt);
  for (let clients = reader.varUint(); clients > 0; clients--) {
    const client = reader.varUint();
    for (let ranges = reader.varUint(); ranges > 0; ranges--) {
      if (!test(client, reader.varUint(), reader.varUint())) return false;
    }
  }
  return true;
}

/** The update without the structs of some clients, cut at the byte level. The delete set stays whole. */
export function withoutClients(update: Uint8Array, scan: Scan, clients: ReadonlySet<number>): Uint8Array {
  const kept = scan.clients.filter(({ client }) => !clients.has(client));
  if (kept.length === scan.clients.length) return update;
  const encoder = createEncoder();
  writeVarUint(encoder, kept.length);
  for (const { from, to } of kept) writeUint8Array(encoder, update.subarray(from, to));
  writeUint8Array(encoder, update.subarray(scan.deletesAt));
  return toUint8Array(encoder);
}
