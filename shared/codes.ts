/**
 * Every code that the wire carries: why a frame, an edit or a connection was refused, and how a socket was closed.
 * The number travels, the name is for logs, metrics and dictionaries. A number is never given a second meaning.
 */
export const CODES = {
  'frame.malformed': 1,
  'frame.unknown-type': 2,
  'frame.text': 3,
  'frame.too-large': 4,
  'update.malformed': 10,
  'update.subdocument': 11,
  'update.too-deep': 12,
  'update.key': 13,
  'update.roots': 14,
  'update.deletes': 15,
  'update.structs': 16,
  'update.incomplete': 17,
  'update.rejected': 18,
  'update.forged': 19,
  'document.too-large': 20,
  'limit.tasks': 21,
  'limit.documents': 22,
  'limit.columns': 23,
  'update.node': 24,
  'role.read-only': 30,
  'store.failing': 40,
  'store.recovered': 41,
  'awareness.malformed': 50,
  'awareness.too-large': 51,
  'awareness.too-deep': 52,
  'room.name': 60,
  'room.unknown': 61,
  'room.busy': 62,
  'member.too-slow': 63,
  'connections.too-many': 64,
  'frames.too-fast': 65,
  'session.unauthorised': 70,
  'session.expired': 71,
  'session.forbidden': 72,
  'session.revoked': 73,
  'origin.refused': 74,
  'session.ended': 75,
  'address.refused': 76,
  'user.id': 77,
  'server.stopping': 80,
  'server.fault': 81,
} as const;

export type Code = keyof typeof CODES;

const NAMES = new Map<number, Code>(Object.entries(CODES).map(([name, number]) => [number, name as Code]));

/** The code's name, or null for a number this version doesn't know (a newer server's). */
export function codeName(number: number): Code | null {
  return NAMES.get(number) ?? null;
}

/**
 * WebSocket close codes (rules CL1–CL3): 4400–4499 means "don't come back as you are" and stops y-websocket 3's provider;
 * everything else means "try again later".
 */
export const CLOSE = {
  /** The server restarts: come back soon. */
  restart: 1012,
  /** Too slow, or the room can't be served just now: come back later. */
  later: 1013,
  /** A frame or an edit that can't be accepted, now or ever. */
  badFrame: 4400,
  /** Not signed in, or the session has ended. */
  unauthorised: 4401,
  /** Signed in, but not allowed here (any more). */
  forbidden: 4403,
  /** No such room. */
  unknownRoom: 4404,
  /** A frame or a document over its size limit. */
  tooLarge: 4413,
  /** More connections of one user than there may be. */
  tooMany: 4429,
  /** A fault of ours: come back later. */
  fault: 4500,
} as const;

export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

/** An error that names its code. `message` says what happened, why, and what to do. */
export class WeftError extends Error {
  override readonly name = 'WeftError';
  readonly code: Code;

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
