import {
  createEncoder,
  type Encoder,
  toUint8Array,
  writeAny,
  writeUint8,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding';
import * as Y from 'yjs';
import type { Code } from '../../shared/codes.ts';
import type { Limits } from '../../shared/limits.ts';
import { edit } from './updates.ts';

/** Kinds of content as the update format numbers them. */
export const CONTENT = {
  gc: 0,
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  doc: 9,
  skip: 10,
} as const;
/** The bit of a struct's info byte that says that a map key follows. */
const HAS_KEY = 0x20;
const MAP = 1;

/** An update written by hand, byte by byte: `write` gets the encoder after the struct header of the only client. */
export function updateByHand(clientId: number, structs: number, write: (encoder: Encoder) => void, clock = 0): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, 1);
  writeVarUint(encoder, structs);
  writeVarUint(encoder, clientId);
  writeVarUint(encoder, clock);
  write(encoder);
  writeVarUint(encoder, 0);
  return toUint8Array(encoder);
}

/** The head of an item that is the first in root type `root`, or under `key` of it. */
export function rootItem(encoder: Encoder, content: number, root: string, key?: string): void {
  writeUint8(encoder, content | (key === undefined ? 0 : HAS_KEY));
  writeVarUint(encoder, 1);
  writeVarString(encoder, root);
  if (key !== undefined) writeVarString(encoder, key);
}

/** A delete set without structs, over clients that the caller chooses. */
export function deleteSetByHand(ranges: ReadonlyMap<number, readonly (readonly [clock: number, length: number])[]>): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, 0);
  writeVarUint(encoder, ranges.size);
  for (const [client, list] of ranges) {
    writeVarUint(encoder, client);
    writeVarUint(encoder, list.length);
    for (const [clock, length] of list) {
      writeVarUint(encoder, clock);
      writeVarUint(encoder, length);
    }
  }
  return toUint8Array(encoder);
}

/** Small limits, so that hostile updates stay small. */
export const scanLimits: Partial<Limits> = { updateStructs: 500, updateNewDeleteRanges: 100 };

function nestedArrays(depth: number): Uint8Array {
  return updateByHand(7, 1, (encoder) => {
    rootItem(encoder, CONTENT.any, 'h');
    writeVarUint(encoder, 1);
    for (let level = 0; level < depth; level++) {
      writeUint8(encoder, 117);
      writeVarUint(encoder, 1);
    }
    writeAny(encoder, 1);
  });
}

function nestedTypes(depth: number): Uint8Array {
  const doc = new Y.Doc();
  return edit(doc, () => {
    let map: Y.Map<unknown> = doc.getMap('h');
    for (let level = 0; level < depth; level++) {
      const inner = new Y.Map<unknown>();
      map.set('in', inner);
      map = inner;
    }
  });
}

function manyRoots(count: number): Uint8Array {
  const doc = new Y.Doc();
  return edit(doc, () => {
    for (let root = 0; root < count; root++) doc.getMap(`root ${root}`).set('k', root);
  });
}

function manyStructs(count: number): Uint8Array {
  const doc = new Y.Doc();
  return edit(doc, () => {
    for (let key = 0; key < count; key++) doc.getMap('h').set(`${key}`, key);
  });
}

/** Deletes every other letter of a text that it brings along alive: what comes dead costs Yjs nothing. */
function manyDeletions(count: number): Uint8Array {
  const doc = new Y.Doc({ gc: false });
  return edit(doc, () => {
    const text = doc.getText('h');
    text.insert(0, 'ab'.repeat(count));
    for (let at = 0; at < count; at++) text.delete(at, 1);
  });
}

function protoKey(): Uint8Array {
  return updateByHand(7, 1, (encoder) => {
    rootItem(encoder, CONTENT.any, 'h', '__proto__');
    writeVarUint(encoder, 1);
    writeAny(encoder, 1);
  });
}

function protoInValue(): Uint8Array {
  return updateByHand(7, 1, (encoder) => {
    rootItem(encoder, CONTENT.any, 'h');
    writeVarUint(encoder, 1);
    writeUint8(encoder, 118);
    writeVarUint(encoder, 1);
    writeVarString(encoder, '__proto__');
    writeAny(encoder, 1);
  });
}

function subdocument(): Uint8Array {
  const doc = new Y.Doc();
  return edit(doc, () => doc.getMap('h').set('sub', new Y.Doc()));
}

/** What the scanner must refuse, by name, with the code that it must give. */
export const refusedByScan: Readonly<Record<string, { readonly update: () => Uint8Array; readonly code: Code }>> = {
  'a count of clients that the bytes can’t hold': { update: () => Uint8Array.of(0xff, 0xff, 0xff, 0x0f), code: 'update.malformed' },
  'a count of structs that the bytes can’t hold': {
    update: () => Uint8Array.of(1, 0xff, 0xff, 0xff, 0x0f, 7, 0, 0),
    code: 'update.malformed',
  },
  'a struct of unknown kind': { update: () => updateByHand(7, 1, (encoder) => rootItem(encoder, 11, 'h')), code: 'update.malformed' },
  'a string longer than the update': {
    update: () =>
      updateByHand(7, 1, (encoder) => {
        rootItem(encoder, CONTENT.string, 'h');
        writeVarUint(encoder, 1_000_000);
      }),
    code: 'update.malformed',
  },
  'bytes after the end': { update: () => Uint8Array.of(0, 0, 1, 2, 3), code: 'update.malformed' },
  'an empty body': { update: () => new Uint8Array(0), code: 'update.malformed' },
  'a subdocument': { update: subdocument, code: 'update.subdocument' },
  'values nested too deep': { update: () => nestedArrays(5_000), code: 'update.too-deep' },
  'types nested too deep': { update: () => nestedTypes(200), code: 'update.too-deep' },
  '__proto__ as a map key': { update: protoKey, code: 'update.key' },
  '__proto__ inside a value': { update: protoInValue, code: 'update.key' },
  'too many roots': { update: () => manyRoots(100), code: 'update.roots' },
  'too many structs': { update: () => manyStructs(501), code: 'update.structs' },
  'too many deletions': { update: () => manyDeletions(150), code: 'update.deletes' },
};

/** What is well formed as bytes, and what Yjs stumbles over while reading or integrating it. */
export const thrownByYjs: Readonly<Record<string, () => Uint8Array>> = {
  'an embed that is no JSON': () =>
    updateByHand(7, 2, (encoder) => {
      rootItem(encoder, CONTENT.string, 'h');
      writeVarString(encoder, 'a good one first');
      rootItem(encoder, CONTENT.embed, 'h');
      writeVarString(encoder, '{"broken"');
    }),
  'a format that is no JSON': () =>
    updateByHand(7, 1, (encoder) => {
      rootItem(encoder, CONTENT.format, 'h');
      writeVarString(encoder, 'bold');
      writeVarString(encoder, '{');
    }),
  'a type that does not exist': () =>
    updateByHand(7, 1, (encoder) => {
      rootItem(encoder, CONTENT.type, 'h');
      writeVarUint(encoder, 99);
    }),
  'an empty string as content': () =>
    updateByHand(7, 2, (encoder) => {
      rootItem(encoder, CONTENT.string, 'h');
      writeVarString(encoder, '');
      rootItem(encoder, CONTENT.string, 'h');
      writeVarString(encoder, 'next');
    }),
};

/** A map entry whose parent is an item of another client that is no type, and the item itself. */
export function childOfText(parentClient: number): Uint8Array {
  return updateByHand(8, 1, (encoder) => {
    writeUint8(encoder, CONTENT.type);
    writeVarUint(encoder, 0);
    writeVarUint(encoder, parentClient);
    writeVarUint(encoder, 0);
    writeVarUint(encoder, MAP);
  });
}

/** Binary content of a given size under a fresh client id. */
export function largeBinary(clientId: number, bytes: number): Uint8Array {
  return updateByHand(clientId, 1, (encoder) => {
    rootItem(encoder, CONTENT.binary, 'h');
    writeVarUint8Array(encoder, new Uint8Array(bytes));
  });
}
