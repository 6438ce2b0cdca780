import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import type { Presence } from './server-frame.ts';

/** An awareness update as y-protocols encodes it, also for clients that don't exist. */
export function writeAwareness(entries: readonly Presence[]): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, entries.length);
  for (const { clientId, clock, state } of entries) {
    writeVarUint(encoder, clientId);
    writeVarUint(encoder, clock);
    writeVarString(encoder, JSON.stringify(state));
  }
  return toUint8Array(encoder);
}
