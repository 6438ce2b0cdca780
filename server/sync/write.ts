import * as Y from 'yjs';
import type { Coverage } from './coverage.ts';
import type { Member } from './member.ts';
import { LET_IN, type Scan, scanUpdate } from './scan.ts';

/** A write frame on its way through the room. */
export interface Write {
  readonly member: Member;
  readonly kind: 'step2' | 'update';
  readonly update: Uint8Array;
  readonly scan: Scan;
  /** Index in the member's decisions, or −1 when nothing is to be told (any more). */
  readonly index: number;
  /** The owners of its client ids have been asked, and had their time. */
  readonly asked: boolean;
  /** Several members sent it: none of them has all of it. */
  readonly together?: true;
  /** What is left after something forged was taken out; the frame itself is refused. */
  readonly rest?: true;
}

/** The scan of a frame that is known by its bytes. */
export const NOTHING: Scan = {
  clients: [],
  needs: [],
  tombstones: [],
  roots: [],
  structs: 0,
  types: 0,
  skips: false,
  deletesAt: 0,
  deleteRanges: 0,
};

/**
 * The write without structs that are known up to a point. Yjs takes such a struct apart, and of a hostile one it makes a
 * document that throws later: so it is never shown any.
 */
export function withoutKnown(write: Write, coverage: Coverage): Write {
  const isPartlyKnown = write.scan.clients.some(({ client, clock, end }) => {
    const known = coverage.clock(client);
    return clock < known && known < end;
  });
  if (!isPartlyKnown) return write;
  const update = Y.diffUpdate(write.update, coverage.encodeStateVector());
  return { ...write, update, scan: scanUpdate(update, LET_IN) };
}
