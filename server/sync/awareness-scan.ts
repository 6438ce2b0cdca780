import { ByteReader } from '../../shared/bytes.ts';
import { WeftError } from '../../shared/codes.ts';
import type { Limits } from '../../shared/limits.ts';
import { checkJson } from './scan-json.ts';

export type AwarenessLimits = Pick<Limits, 'awarenessEntries' | 'awarenessStateBytes' | 'awarenessDepth' | 'keyBytes'>;

/** Bytes that the smallest entry has: a client, a clock, a length and one digit. */
const ENTRY_BYTES = 4;

/**
 * Walks an awareness update as y-protocols encodes it, without decoding states (rule PR8). Calls `visit` with each entry in order; `states` from `from`
 * to `to` is its state, a valid JSON text (`null`: the client left). Entries that `isForeign` claims are neither looked into nor visited: providers echo
 * everybody (rule PR1), and an echo must cost little and harm nobody.
 * @throws WeftError `awareness.malformed`, `awareness.too-large` or `awareness.too-deep`; entries before the bad one have been visited
 */
export function scanAwareness(
  states: Uint8Array,
  limits: AwarenessLimits,
  visit: (client: number, clock: number, from: number, to: number) => void,
  isForeign: (client: number, clock: number) => boolean = () => false,
): void {
  const reader = new ByteReader(states, 'awareness.malformed');
  const entries = reader.count(ENTRY_BYTES);
  if (entries > limits.awarenessEntries) {
    throw new WeftError(
      'awareness.too-large',
      `The frame has ${entries} entries, ${limits.awarenessEntries} are allowed. Send your own state only.`,
    );
  }
  for (let left = entries; left > 0; left--) {
    const client = reader.varUint();
    const clock = reader.varUint();
    const length = reader.varUint();
    const from = reader.position;
    reader.skip(length);
    if (isForeign(client, clock)) continue;
    checkState(reader, from, limits);
    visit(client, clock, from, reader.position);
  }
  if (!reader.atEnd) reader.fail('it has bytes after its end');
}

function checkState(reader: ByteReader, from: number, limits: AwarenessLimits): void {
  const length = reader.position - from;
  if (length > limits.awarenessStateBytes) {
    throw new WeftError(
      'awareness.too-large',
      `A state has ${length} bytes, ${limits.awarenessStateBytes} are allowed. Keep data in the document.`,
    );
  }
  const fault = checkJson(reader.bytes, from, reader.position, { depth: limits.awarenessDepth, keyBytes: limits.keyBytes });
  if (fault === 'too-deep') {
    throw new WeftError('awareness.too-deep', `A state has more than ${limits.awarenessDepth} levels. Flatten it.`);
  }
  if (fault === 'key') reader.fail('a key is `__proto__` or too long');
  if (fault === 'malformed') reader.fail('a state is not JSON');
}
