import { equalityDeep } from 'lib0/function';
import * as Y from 'yjs';
import { fieldsOfRun, holdsPartsAlone, isPlain, mayBe, mayBeOfRun, mayHoldWords, mayStandIn } from '../../../shared/lexical/fields.ts';

/** Whether an editor has nodes of this name. */
export type Knows = (name: string) => boolean;

/** A child of a shared element, with the id of its place in the document. It may be anything, whatever the types say. */
export interface Placed {
  readonly id: string;
  readonly part: unknown;
  readonly item: Y.Item;
}

/** A run of a shared text. */
export interface Run {
  readonly insert?: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** What stands in an element now, in order. @param known clocks of the clients: what they cover is left out */
export function* placedIn(element: Y.XmlElement, known?: ReadonlyMap<number, number>): Iterable<Placed> {
  for (let item = element._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    if (known !== undefined && item.id.clock < (known.get(item.id.client) ?? 0)) continue;
    const parts: readonly unknown[] = item.content.getContent();
    for (const [offset, part] of parts.entries()) yield { id: idOf(item, offset), part, item };
  }
}

export function idOf({ id }: Y.Item, offset = 0): string {
  return `${id.client}:${id.clock + offset}`;
}

/** The name of an element, null for the root. */
export function nameOf(element: Y.XmlElement): string | null {
  return element._item === null ? null : element.nodeName;
}

/** A shared type of any kind, as far as it says where it stands. */
export type Integrated = Pick<Y.XmlElement, '_item'>;

/** The element around a type, or null. */
export function elementAround(type: Integrated): Y.XmlElement | null {
  const around: unknown = type._item?.parent;
  return around instanceof Y.XmlElement ? around : null;
}

/** Whether an editor can take this, standing in a node of this name (null: the root), with all that it stands or falls with. */
export function isFit(part: unknown, around: string | null, knows: Knows): boolean {
  if (part instanceof Y.XmlText) return around !== null && isFitText(part, around, knows);
  if (!(part instanceof Y.XmlElement)) return false;
  const { nodeName } = part;
  if (!knows(nodeName) || !mayStandIn(around, nodeName)) return false;
  if (!holdsPartsAlone(nodeName)) return true;
  for (const child of placedIn(part)) if (!isFit(child.part, nodeName, knows)) return false;
  return true;
}

function isFitText(text: Y.XmlText, around: string, knows: Knows): boolean {
  const runs = runsOf(text);
  if (runs.length > 0 && !mayHoldWords(around)) return false;
  return runs.every(({ insert, attributes = {} }) => {
    const kind = attributes.t ?? 'text';
    return typeof insert === 'string' && (kind === 'text' || (kind === 'tab' && knows('tab')));
  });
}

/** Whether an element has attributes that its node doesn't know, or that hold what they can't. */
export function hasOddAttributes(element: Y.XmlElement): boolean {
  for (const [name, { deleted, content }] of element._map) {
    if (!deleted && !mayBe(nameOf(element), name, content.getContent().at(-1))) return true;
  }
  return false;
}

/** Whether runs of a text have fields that runs don't have, or that hold what they can't. */
export function hasOddRuns(text: Y.XmlText): boolean {
  return runsOf(text).some(({ attributes: { p } = {} }) => p !== undefined && p !== null && !isOfRun(p));
}

/** Runs without what they can't have. Two that only that told apart are one. */
export function fitRuns<R extends Run>(runs: readonly R[]): R[] {
  const fit: R[] = [];
  for (const run of runs) {
    const { p, ...others } = run.attributes ?? {};
    const fields = fieldsOfRun(p);
    const attributes = Object.keys(fields).length === 0 ? others : { ...others, p: fields };
    const last = fit.at(-1);
    if (last !== undefined && typeof last.insert === 'string' && equalityDeep(last.attributes, attributes)) {
      fit[fit.length - 1] = { ...last, insert: last.insert + String(run.insert) };
    } else fit.push({ ...run, attributes });
  }
  return fit;
}

/** The stretch of a text that a change of its formats goes over. */
interface Retained {
  readonly retain: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A change of a text's formats that leaves what the binding wasn't shown of them as it is. */
export function keepingOddFields(text: Y.XmlText, changes: readonly Retained[]): Retained[] {
  const kept: Retained[] = [];
  const runs = runsOf(text).map(({ insert, attributes = {} }) => ({
    length: typeof insert === 'string' ? insert.length : 1,
    odd: oddFieldsOf(attributes.p),
  }));
  let run = runs.shift();
  for (const { retain, attributes } of changes) {
    for (let left = retain; left > 0 && run !== undefined; ) {
      const length = Math.min(left, run.length);
      const p = isPlain(attributes.p) ? { ...run.odd, ...attributes.p } : run.odd;
      kept.push({ retain: length, attributes: { ...attributes, p: Object.keys(p).length === 0 ? null : p } });
      left -= length;
      run.length -= length;
      if (run.length === 0) run = runs.shift();
    }
  }
  return kept;
}

function oddFieldsOf(fields: unknown): Record<string, unknown> {
  return isPlain(fields) ? Object.fromEntries(Object.entries(fields).filter(([name, value]) => !mayBeOfRun(name, value))) : {};
}

function isOfRun(fields: unknown): boolean {
  return isPlain(fields) && Object.entries(fields).every(([name, value]) => mayBeOfRun(name, value));
}

function runsOf(text: Y.XmlText): readonly Run[] {
  const runs: readonly Run[] = Y.XmlText.prototype.toDelta.call(text);
  return runs;
}
