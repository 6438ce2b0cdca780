import * as Y from 'yjs';
import { ELEMENTS } from '../../shared/lexical/schema.ts';
import type { Seeded } from './random.ts';

const NAMES = [...ELEMENTS.keys(), 'chart', 'root', 'UNDEFINED', 'text', 'tab', 'artificial', 'unknown', '', 'constructor', 'toString'];
const ATTRIBUTES = [
  '__type',
  '__format',
  '__style',
  '__indent',
  '__dir',
  '__tag',
  '__listType',
  '__start',
  '__value',
  '__checked',
  '__url',
  '__target',
  '__kind',
  '__label',
  '__language',
  '__file',
  '__colSpan',
  '__rowSpan',
  '__colWidths',
  '__headerState',
  '__key',
  '__parent',
  '__first',
  '__size',
  '__children',
  '__slots',
  '__state',
  '__inline',
  's_shadowRoot',
  's_mdListMarker',
  'getType',
  'getLatest',
  'constructor',
  'x',
];
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  1,
  7,
  -1,
  0.5,
  1e9,
  Number.NaN,
  '',
  'x',
  'root',
  'h1',
  'h9',
  'ul',
  'center',
  {},
  { a: 1 },
  [],
  [1],
];
const FORMATS = ['t', 'p', 'i', 'bold', 's_x', 'ychange'];

/** An element, or whatever else a client may put where one belongs, with anything in it. */
export function hostilePart(random: Seeded, depth = 3): unknown {
  const kind = random.below(12);
  if (kind === 0) return random.pick(VALUES);
  if (kind === 1)
    return random.pick([() => new Y.Map([['a', 1]]), () => new Y.Array(), () => new Y.XmlFragment(), () => new Y.XmlHook('x')])();
  if (kind === 2) return new Y.Text('words');
  return kind < 5 ? hostileText(random) : hostileElement(random, depth);
}

export function hostileElement(random: Seeded, depth = 3): Y.XmlElement {
  const made = new Y.XmlElement(random.pick(NAMES));
  while (random.chance(0.4)) setAttribute(made, random);
  const parts: unknown[] = [];
  while (depth > 0 && random.chance(0.6)) parts.push(hostilePart(random, depth - 1));
  made.insert(0, parts as Y.XmlElement[]);
  return made;
}

/** One more change to something that stands in the document. */
export function hostileChange(type: Y.XmlElement | Y.XmlText, random: Seeded): void {
  if (type instanceof Y.XmlText) {
    const at = random.below(type.length + 1);
    if (random.chance(0.3)) type.insertEmbed(at, random.pick([() => ({ a: 1 }), () => new Y.Map()])());
    else if (random.chance(0.5)) type.insert(at, 'hostile', formats(random));
    else if (type.length > at) type.delete(at, 1);
  } else if (random.chance(0.4)) setAttribute(type, random);
  else if (type.length > 0 && random.chance(0.3)) type.delete(random.below(type.length), 1);
  else type.insert(random.below(type.length + 1), [hostilePart(random)] as Y.XmlElement[]);
}

/** Every element and text under one, itself too. */
export function typesIn(element: Y.XmlElement): (Y.XmlElement | Y.XmlText)[] {
  const found: (Y.XmlElement | Y.XmlText)[] = [element];
  const children: readonly unknown[] = element.toArray();
  for (const child of children) {
    if (child instanceof Y.XmlElement) found.push(...typesIn(child));
    else if (child instanceof Y.XmlText) found.push(child);
  }
  return found;
}

function hostileText(random: Seeded): Y.XmlText {
  const text = new Y.XmlText();
  const runs = [{ insert: 'words', attributes: {} }];
  while (random.chance(0.4)) runs.push({ insert: random.pick(['more', '\t', '']), attributes: formats(random) });
  text.applyDelta(runs);
  return text;
}

function formats(random: Seeded): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  while (random.chance(0.5)) {
    const key = random.pick(FORMATS);
    if (key === 't') made[key] = random.pick(['text', 'tab', 'hologram', 'paragraph', 'linebreak', 7]);
    else if (key === 'p')
      made[key] = random.pick([{ __format: 1 }, { __format: 'x' }, { __key: 'root' }, { __mode: 9, __style: 'color: red' }, 'x', [1]]);
    else made[key] = random.pick(VALUES);
  }
  return made;
}

function setAttribute(element: { setAttribute(name: string, value: unknown): void }, random: Seeded): void {
  element.setAttribute(random.pick(ATTRIBUTES), random.chance(0.1) ? new Y.Map() : random.pick(VALUES));
}
