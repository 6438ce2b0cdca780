import { createEncoder, toUint8Array, writeUint8, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import * as Y from 'yjs';
import { awarenessFrame, step1Frame, step2Frame, updateFrame } from '../../shared/protocol.ts';
import { CONTENT, childOfText, deleteSetByHand, refusedByScan, rootItem, thrownByYjs, updateByHand } from '../support/hostile-updates.ts';
import type { Seeded } from '../support/random.ts';
import { docAs, type } from '../support/updates.ts';
import { writeAwareness } from '../support/write-awareness.ts';

const TWO_MEGABYTES = 2 * 1024 * 1024;
/** Nobody's document has a root of this name but the attacker's. */
const OWN_ROOT = 'the attacker’s own root';

/** What an attacker may know of its victim: everything that is in the room. */
export interface Victim {
  readonly clientId: number;
  readonly state: Uint8Array;
}

export type Kind = keyof typeof MAKERS;

export interface Hostile {
  readonly kind: Kind;
  readonly bytes: Uint8Array;
}

type Maker = (random: Seeded, victim: Victim) => Uint8Array;

/** One frame of a random kind. */
export function hostileFrame(random: Seeded, victim: Victim): Hostile {
  const kind = random.pick(KINDS);
  return { kind, bytes: MAKERS[kind](random, victim) };
}

const wrap = (random: Seeded, update: Uint8Array): Uint8Array => (random.chance(0.5) ? updateFrame(update) : step2Frame(update));

/** A well-formed update of some size in the attacker's own root. */
function own(random: Seeded): Uint8Array {
  const doc = docAs(1 + random.below(0xffff_ffff));
  const text = doc.getText(OWN_ROOT);
  doc.transact(() => {
    for (let edits = random.between(1, 20); edits > 0; edits--) {
      text.insert(random.below(text.length + 1), 'own words');
      text.delete(random.below(text.length), 1);
    }
    doc.getMap(`${OWN_ROOT} too`).set('key', { nested: [random.below(9), null, 'x'] });
  });
  return Y.encodeStateAsUpdate(doc);
}

function flipped(bytes: Uint8Array, random: Seeded): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let flips = random.between(1, 4); flips > 0; flips--) copy[random.below(copy.length)] = random.below(256);
  return copy;
}

function cut(bytes: Uint8Array, random: Seeded): Uint8Array {
  return bytes.slice(0, random.below(bytes.length));
}

/** A number that is too large, too long or endless. */
function hugeNumber(random: Seeded): Uint8Array {
  return random.pick([
    new Uint8Array(150).fill(0xff),
    Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f),
    Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x0f),
    Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01),
  ]);
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));

/** A state nested deep as JSON that no writer would make. */
function awarenessOf(json: string, random: Seeded): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, 1);
  writeVarUint(encoder, 1 + random.below(0xffff_ffff));
  writeVarUint(encoder, 1);
  writeVarString(encoder, json);
  return awarenessFrame(toUint8Array(encoder));
}

/** Structs of one kind, as many as two megabytes hold. */
function megabytesOf(content: number): Uint8Array {
  const structs = TWO_MEGABYTES / 8;
  return updateByHand(7, structs, (encoder) => {
    for (let index = 0; index < structs; index++) {
      if (content === CONTENT.gc) {
        writeUint8(encoder, content);
        writeVarUint(encoder, 1);
      } else {
        rootItem(encoder, content, 'h');
        writeVarString(encoder, '');
      }
    }
  });
}

/** Those that the default limits refuse too. */
const REFUSED = Object.values(refusedByScan).filter(({ code }) => code !== 'update.structs' && code !== 'update.deletes');

const large = new Map<string, Uint8Array>();

/** Makes what is large and always the same once: the time is the server's. */
function once(name: string, make: () => Uint8Array): Uint8Array {
  const made = large.get(name) ?? make();
  large.set(name, made);
  return made;
}

/** The ranges of as many single deletions as two megabytes hold. */
function megabytesOfDeletions(clientId: number): Uint8Array {
  const ranges = Array.from({ length: TWO_MEGABYTES / 5 }, (_, index) => [index * 2, 1] as const);
  return deleteSetByHand(new Map([[clientId, ranges]]));
}

const MAKERS = {
  garbage: (random) => random.bytes(random.between(0, 200)),
  'garbage as update': (random) => wrap(random, random.bytes(random.between(0, 300))),
  'garbage as awareness': (random) => awarenessFrame(random.bytes(random.between(0, 100))),
  truncated: (random) => cut(wrap(random, own(random)), random),
  'truncated update': (random) => wrap(random, cut(own(random), random)),
  'bytes flipped': (random) => wrap(random, flipped(own(random), random)),
  'huge number': (random) =>
    random.pick([hugeNumber(random), joined(Uint8Array.of(0), hugeNumber(random)), joined(Uint8Array.of(0, 2), hugeNumber(random))]),
  'huge number in an update': (random) => wrap(random, joined(own(random).slice(0, random.between(0, 4)), hugeNumber(random))),
  'huge number in a state vector': (random) => step1Frame(joined(random.bytes(random.below(3)), hugeNumber(random))),
  'huge number in awareness': (random) => awarenessFrame(joined(Uint8Array.of(1), hugeNumber(random))),
  gap: (random) => {
    const doc = docAs(1 + random.below(0xffff_ffff));
    const updates = Array.from({ length: random.between(2, 30) }, () => type(doc, 'gap'));
    return wrap(random, Y.mergeUpdates(updates.filter((_, index) => index > 0 && random.chance(0.7)).concat(updates.slice(-1))));
  },
  'refused by scan': (random) => wrap(random, random.pick(REFUSED).update()),
  'thrown by Yjs': (random) => wrap(random, random.pick(Object.values(thrownByYjs))()),
  'wrong parent': (random, victim) => wrap(random, childOfText(victim.clientId)),
  'forged id': (random, victim) => {
    const forger = docAs(victim.clientId, victim.state);
    return wrap(random, type(forger, 'forged'));
  },
  'forged garbage collection': (random, victim) => {
    const clock = Y.getState(docAs(0, victim.state).store, victim.clientId);
    // Longer than what the victim types meanwhile: what is known already would be no forgery.
    const length = random.pick([1_000, 0x7fff_ffff]);
    return wrap(
      random,
      updateByHand(
        victim.clientId,
        1,
        (encoder) => {
          writeUint8(encoder, CONTENT.gc);
          writeVarUint(encoder, length);
        },
        clock,
      ),
    );
  },
  'forged binding': (_random, victim) => awarenessFrame(writeAwareness([{ clientId: victim.clientId, clock: 1_000_000, state: null }])),
  'deep awareness': (random) => {
    const [open, close] = random.pick([
      ['[', ']'],
      ['{"a":', '}'],
    ] as const);
    const depth = random.pick([17, 100, 7_000]);
    return awarenessOf(`${open.repeat(depth)}1${close.repeat(depth)}`, random);
  },
  'huge awareness': (random) => awarenessOf(JSON.stringify({ big: 'x'.repeat(random.pick([17_000, TWO_MEGABYTES])) }), random),
  'many awareness entries': (random) =>
    awarenessFrame(
      writeAwareness(Array.from({ length: random.pick([10, 5_000]) }, (_, index) => ({ clientId: 1 + index, clock: 1, state: {} }))),
    ),
  'two megabytes of garbage': (random) => {
    const bytes = new Uint8Array(TWO_MEGABYTES).fill(random.pick([0, 0xff, 0x80, 1]));
    return random.pick([bytes, updateFrame(bytes), awarenessFrame(bytes), step1Frame(bytes)]);
  },
  'two megabytes of structs': (random) => {
    const content = random.pick([CONTENT.gc, CONTENT.string]);
    return wrap(
      random,
      once(`structs ${content}`, () => megabytesOf(content)),
    );
  },
  'two megabytes of deletions': (random, victim) => {
    const clientId = random.chance(0.5) ? victim.clientId : 9;
    return wrap(
      random,
      once(`deletions ${clientId}`, () => megabytesOfDeletions(clientId)),
    );
  },
  'deletions of what does not exist': (random) =>
    wrap(random, deleteSetByHand(new Map([[1 + random.below(1000), [[random.below(1e9), random.pick([0, 1, 1e9])]]]]))),
  text: (random) => {
    const encoder = createEncoder();
    writeVarUint(encoder, random.pick([2, 4, 99, 100, 101, 102, 0x7fff_ffff]));
    writeVarUint8Array(encoder, random.bytes(random.below(20)));
    return toUint8Array(encoder);
  },
} satisfies Record<string, Maker>;

const KINDS = Object.keys(MAKERS) as Kind[];
