import type { LexicalEditor } from 'lexical';
import * as Y from 'yjs';
import { isField, mayBe } from '../../../shared/lexical/fields.ts';
import { ELEMENTS } from '../../../shared/lexical/schema.ts';
import { copyPart } from './copy-part.ts';
import {
  elementAround,
  fitRuns,
  hasOddAttributes,
  hasOddRuns,
  type Integrated,
  idOf,
  isFit,
  type Knows,
  keepingOddFields,
  nameOf,
  type Placed,
  placedIn,
} from './shown-parts.ts';
import { StandIn } from './stand-in.ts';
import { UNKNOWN } from './unknown-node.ts';

type Event = Y.YEvent<Y.XmlElement | Y.XmlText>;

/** A part that this version can't show. */
interface Hidden {
  readonly place: Placed;
  readonly standIn: StandIn;
}

/**
 * What Lexical's binding is shown of a shared document. It throws at nodes that it doesn't know and sets attributes whatever they are called: so
 * elements that hold such parts are given methods of their own, by which it sees a stand-in for each, and no odd attribute. What it doesn't see
 * it doesn't change: all of it stays as it is. An element without odd parts is left alone.
 */
export class ShownTree {
  readonly #root: Y.XmlElement;
  readonly #knows: Knows;
  readonly #hidden = new Map<string, Hidden>();
  readonly #changed = new Set<Y.XmlElement | Y.XmlText>();
  /** By the id of its place: one stays the same for as long as its part is there. */
  readonly #standIns = new Map<string, StandIn>();
  /** What stand-ins stand for, ready to be put elsewhere: by then the part itself may be deleted. */
  readonly #copies = new Map<string, unknown>();

  constructor(root: Y.XmlElement, editor: LexicalEditor) {
    this.#root = root;
    this.#knows = (name) => editor._nodes.has(name);
    this.lookAnew();
  }

  /** Looks at the whole document. */
  lookAnew(): void {
    this.stop();
    this.#hidden.clear();
    this.#copies.clear();
    this.#look(this.#root);
  }

  /** Gives the elements their own methods back. */
  stop(): void {
    for (const type of this.#changed) {
      for (const method of ['toArray', 'getAttributes', 'getAttribute', 'toDelta', 'applyDelta']) Reflect.deleteProperty(type, method);
    }
    this.#changed.clear();
  }

  /**
   * Looks at what changed.
   * @returns the events that the binding may be told; null where other parts are hidden now, and it must be shown everything anew
   */
  take(events: readonly Event[], { beforeState }: Y.Transaction): Event[] | null {
    const told: Event[] = [];
    for (const event of events) {
      const target: unknown = event.target;
      if (!(target instanceof Y.AbstractType)) continue;
      const around = this.#around(target);
      if (around === 'attribute') continue;
      if (around !== null) {
        this.#copies.delete(around.standIn.ref);
        if (this.#isFit(around.place.part)) return null;
        continue;
      }
      if (target instanceof Y.XmlText) {
        if (!this.#isFit(target)) return null;
        this.#lookAtText(target);
      } else if (target instanceof Y.XmlElement) {
        if (!this.#staysFit(target)) return null;
        if (!this.#lookAtNew(target, beforeState)) return null;
        dropOdd(event, nameOf(target));
      } else continue;
      told.push(event);
    }
    return told;
  }

  /** Before a local change is written. */
  prepare(): void {
    for (const { place, standIn } of this.#hidden.values()) {
      if (!this.#copies.has(standIn.ref) && !place.item.deleted) this.#copies.set(standIn.ref, copyPart(place.part));
    }
  }

  /**
   * After a local change was written, in its transaction: where a placeholder was moved or copied to, what it stands for is put.
   * @returns false where one stands for nothing in this document: the editor must be shown everything anew
   */
  settle({ beforeState, doc }: Y.Transaction): boolean {
    let whole = true;
    for (const { place, standIn } of [...this.#hidden.values()]) {
      if (standIn.wanted !== standIn.ref && !place.item.deleted) whole = this.#put(place, standIn.wanted, standIn.inline) && whole;
    }
    for (const made of placeholdersMade(doc, beforeState.get(doc.clientID) ?? 0)) {
      const { __ref: ref, __inline: inline }: Readonly<Record<string, unknown>> = made.part.getAttributes();
      whole = this.#put(made, String(ref), inline === true) && whole;
    }
    return whole;
  }

  /** Puts what `ref` stands for in the place of something else. */
  #put({ item, id }: Pick<Placed, 'item' | 'id'>, ref: string, inline: boolean): boolean {
    const { parent } = item;
    if (!(parent instanceof Y.XmlElement)) return false;
    const index = [...placedIn(parent)].findIndex((placed) => placed.id === id);
    parent.delete(index, 1);
    this.#hidden.delete(id);
    const copy = this.#copies.get(ref) ?? this.#copyOfLiving(ref);
    if (copy === undefined) return false;
    this.#copies.delete(ref);
    parent.insert(index, [copy] as Y.XmlElement[]);
    const place = [...placedIn(parent)][index];
    if (place === undefined) return false;
    this.#hide(place, this.#standIn(place.id, inline, ref));
    this.#filterChildren(parent);
    return true;
  }

  #copyOfLiving(ref: string): unknown {
    for (const { place, standIn } of this.#hidden.values()) {
      if (standIn.ref === ref && !place.item.deleted) return copyPart(place.part);
    }
    return undefined;
  }

  #look(element: Y.XmlElement): void {
    const name = nameOf(element);
    for (const place of placedIn(element)) {
      if (!isFit(place.part, name, this.#knows)) {
        this.#hide(place, this.#standIn(place.id, isInline(name)));
        this.#filterChildren(element);
      } else this.#lookInto(place.part);
    }
    this.#lookAtAttributes(element);
  }

  #lookInto(part: unknown): void {
    if (part instanceof Y.XmlElement) this.#look(part);
    else if (part instanceof Y.XmlText) this.#lookAtText(part);
  }

  /** Looks at what is new in an element that was looked at before. False where something must be hidden. */
  #lookAtNew(element: Y.XmlElement, beforeState: ReadonlyMap<number, number>): boolean {
    const name = nameOf(element);
    for (const { part } of placedIn(element, beforeState)) {
      if (!isFit(part, name, this.#knows)) return false;
      const before = this.#hidden.size;
      this.#lookInto(part);
      if (this.#hidden.size !== before) return false;
    }
    this.#lookAtAttributes(element);
    return true;
  }

  #lookAtAttributes(element: Y.XmlElement): void {
    if (Object.hasOwn(element, 'getAttributes') || !hasOddAttributes(element)) return;
    const name = nameOf(element);
    const own = element.getAttributes.bind(element);
    const one = element.getAttribute.bind(element);
    element.getAttributes = (snapshot) =>
      Object.fromEntries(Object.entries(own(snapshot)).filter(([key, value]) => mayBe(name, key, value)));
    element.getAttribute = (key) => {
      const value = one(key);
      return mayBe(name, key, value) ? value : undefined;
    };
    this.#changed.add(element);
  }

  #lookAtText(text: Y.XmlText): void {
    if (Object.hasOwn(text, 'toDelta') || !hasOddRuns(text)) return;
    const own = text.toDelta.bind(text);
    const write = text.applyDelta.bind(text);
    text.toDelta = (snapshot, previous, computeChange) => fitRuns(own(snapshot, previous, computeChange));
    // The binding writes formats over the whole text, after its words.
    text.applyDelta = (changes) => write(keepingOddFields(text, changes));
    this.#changed.add(text);
  }

  #filterChildren(element: Y.XmlElement): void {
    if (Object.hasOwn(element, 'toArray')) return;
    const holdsNothing = ELEMENTS.get(element.nodeName)?.content === 'nothing';
    element.toArray = () => {
      if (holdsNothing) return [];
      return [...placedIn(element)].map(({ id, part }) => this.#hidden.get(id)?.standIn ?? part) as Y.XmlElement[];
    };
    this.#changed.add(element);
  }

  #hide(place: Placed, standIn: StandIn): void {
    this.#hidden.set(place.id, { place, standIn });
  }

  #standIn(id: string, inline: boolean, ref = id): StandIn {
    const standIn = this.#standIns.get(id) ?? new StandIn(ref, inline);
    this.#standIns.set(id, standIn);
    return standIn;
  }

  /** The outermost hidden part that a type is in or is; `attribute` for a type that is an element's attribute, which nobody is shown. */
  #around(type: Integrated): Hidden | 'attribute' | null {
    let outermost: Hidden | null = null;
    let isAttribute = false;
    for (let item = type._item; item !== null; ) {
      outermost = this.#hidden.get(idOf(item)) ?? outermost;
      isAttribute ||= item.parentSub !== null;
      const above: unknown = item.parent;
      item = above instanceof Y.AbstractType ? above._item : null;
    }
    return outermost ?? (isAttribute ? 'attribute' : null);
  }

  /** Whether an element is still as a list or table must be, and those around it that stand or fall with it. */
  #staysFit(element: Y.XmlElement): boolean {
    for (let at: Y.XmlElement | null = element; at !== null && at._item !== null; at = elementAround(at)) {
      if (!this.#isFit(at)) return false;
      const around = elementAround(at);
      if (around === null || !isMadeOfParts(around)) return true;
    }
    return true;
  }

  #isFit(part: unknown): boolean {
    if (!(part instanceof Y.AbstractType)) return false;
    const around = elementAround(part);
    return around !== null && isFit(part, nameOf(around), this.#knows);
  }
}

function isMadeOfParts(element: Y.XmlElement): boolean {
  const content = ELEMENTS.get(element.nodeName)?.content;
  return content === 'rows' || content === 'cells';
}

/** Whether what stands in a node of this name stands among words. */
function isInline(around: string | null): boolean {
  return around !== null && ELEMENTS.get(around)?.content !== 'blocks';
}

/** The binding sets a node's field for each attribute that an event names. */
function dropOdd({ attributesChanged }: Event & { readonly attributesChanged?: Set<string> }, name: string | null): void {
  for (const key of attributesChanged ?? []) if (!isField(name, key)) attributesChanged?.delete(key);
}

/** The elements that the binding has just made of placeholders. */
function placeholdersMade(doc: Y.Doc, from: number): { readonly item: Y.Item; readonly id: string; readonly part: Y.XmlElement }[] {
  const structs = doc.store.clients.get(doc.clientID) ?? [];
  const made: { readonly item: Y.Item; readonly id: string; readonly part: Y.XmlElement }[] = [];
  if (Y.getState(doc.store, doc.clientID) <= from) return made;
  for (let at = Y.findIndexSS(structs, from); at < structs.length; at++) {
    const item = structs[at];
    if (!(item instanceof Y.Item) || item.deleted || !(item.content instanceof Y.ContentType)) continue;
    const { type } = item.content;
    if (type instanceof Y.XmlElement && type.nodeName === UNKNOWN) made.push({ item, id: idOf(item), part: type });
  }
  return made;
}
