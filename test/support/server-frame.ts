import { ByteReader } from '../../shared/bytes.ts';
import type { Code } from '../../shared/codes.ts';
import { MESSAGE, type RefusedFrame, readNotice, readRole, readSaved, SYNC } from '../../shared/protocol.ts';

/** One client's entry in an awareness frame. `state` null means gone. */
export interface Presence {
  readonly clientId: number;
  readonly clock: number;
  readonly state: Record<string, unknown> | null;
}

/** What a server may send. */
export type ServerFrame =
  | { readonly type: 'step1'; readonly stateVector: Uint8Array }
  | { readonly type: 'step2'; readonly update: Uint8Array }
  | { readonly type: 'update'; readonly update: Uint8Array }
  | { readonly type: 'awareness'; readonly states: readonly Presence[] }
  | { readonly type: 'query-awareness' }
  | { readonly type: 'saved'; readonly count: number; readonly refused: readonly RefusedFrame[] }
  | { readonly type: 'role'; readonly role: string; readonly writable: boolean }
  | { readonly type: 'notice'; readonly code: Code | null; readonly text: string }
  | { readonly type: 'ping'; readonly nonce: number };

/** Reads what the server sent as strictly as the server reads us: anything else is a fault of the server's, and throws. */
export function readServerFrame(bytes: Uint8Array): ServerFrame {
  const reader = new ByteReader(bytes, 'frame.malformed');
  const frame = readBody(reader);
  if (!reader.atEnd) throw new Error(`The server sent ${reader.left} bytes after the end of a ${frame.type} frame.`);
  return frame;
}

function readBody(reader: ByteReader): ServerFrame {
  const type = reader.varUint();
  switch (type) {
    case MESSAGE.sync:
      return readSync(reader);
    case MESSAGE.awareness:
      return { type: 'awareness', states: readAwareness(reader.varBytes()) };
    case MESSAGE.queryAwareness:
      return { type: 'query-awareness' };
    case MESSAGE.saved:
      return { type: 'saved', ...readSaved(reader) };
    case MESSAGE.role:
      return { type: 'role', ...readRole(reader) };
    case MESSAGE.notice:
      return { type: 'notice', ...readNotice(reader) };
    case MESSAGE.ping:
      return { type: 'ping', nonce: reader.varUint() };
    default:
      throw new Error(`The server sent a message of unknown type ${type}.`);
  }
}

function readSync(reader: ByteReader): ServerFrame {
  const step = reader.varUint();
  const body = reader.varBytes();
  if (step === SYNC.step1) return { type: 'step1', stateVector: body };
  if (step === SYNC.step2) return { type: 'step2', update: body };
  if (step === SYNC.update) return { type: 'update', update: body };
  throw new Error(`The server sent a sync message of unknown step ${step}.`);
}

/** The entries of an awareness update as y-protocols encodes it. */
function readAwareness(bytes: Uint8Array): Presence[] {
  const reader = new ByteReader(bytes, 'awareness.malformed');
  const entries: Presence[] = [];
  for (let left = reader.varUint(); left > 0; left--) {
    entries.push({ clientId: reader.varUint(), clock: reader.varUint(), state: JSON.parse(reader.varString()) });
  }
  return entries;
}

/** One line a frame, for the account of what was seen when a wait fails. */
export function tellFrame(frame: ServerFrame): string {
  switch (frame.type) {
    case 'step2':
    case 'update':
      return `${frame.type}(${frame.update.length} B)`;
    case 'step1':
      return `step1(${frame.stateVector.length} B)`;
    case 'awareness':
      return `awareness(${frame.states.map((entry) => `${entry.clientId}@${entry.clock}${entry.state === null ? ' gone' : ''}`).join(', ')})`;
    default:
      return JSON.stringify(frame);
  }
}
