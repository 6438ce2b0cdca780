import { AbstractType, ContentType, findIndexSS, getItem, Item, type UndoManager } from 'yjs';

/** A step of undo or redo. */
export type StackItem = UndoManager['undoStack'][number];

/** Tells what may go where steps are taken back: never what others wrote meanwhile, nor what it needs to stay as it is. */
export class TakenBack {
  readonly #manager: UndoManager;
  #before: Readonly<Record<'undo' | 'redo', readonly StackItem[]>> = { undo: [], redo: [] };
  #step: StackItem | undefined;
  #made: ReadonlySet<Item> = new Set();

  constructor(manager: UndoManager) {
    this.#manager = manager;
  }

  /** Right before steps are undone or done again. */
  begin(): void {
    this.#before = { undo: [...this.#manager.undoStack], redo: [...this.#manager.redoStack] };
  }

  /**
   * Taking back a paragraph that one made would take everything in it, also what others wrote there since. Undo deletes what is inside first: a
   * block or text that still holds something then holds the words of others, and stays. So do its attributes, which go with it where it goes: a
   * heading is of some level.
   */
  mayGo(item: Item): boolean {
    const [type] = item.content.getContent();
    if (type instanceof AbstractType) return type._length === 0;
    if (item.parentSub === null || !(item.parent instanceof AbstractType)) return true;
    const around: Item | null = item.parent._item;
    return around === null || !this.#elements().has(around);
  }

  /** The elements that were made in the step that is taken back now. */
  #elements(): ReadonlySet<Item> {
    const { undoStack, redoStack, undoing } = this.#manager;
    const step = undoing ? this.#before.undo[undoStack.length] : this.#before.redo[redoStack.length];
    if (step === this.#step) return this.#made;
    this.#step = step;
    this.#made = new Set(step === undefined ? [] : this.#madeIn(step));
    return this.#made;
  }

  *#madeIn({ insertions }: StackItem): Generator<Item> {
    const { store } = this.#manager.doc;
    for (const [client, ranges] of insertions.clients) {
      const structs = store.clients.get(client) ?? [];
      for (const { clock, len } of ranges) {
        for (let index = findIndexSS(structs, clock); index < structs.length; index++) {
          const struct = structs[index];
          if (struct === undefined || struct.id.clock >= clock + len) break;
          if (struct instanceof Item && struct.content instanceof ContentType) yield asItIsNow(struct, store);
        }
      }
    }
  }
}

/** What was removed and came again is another item. */
function asItIsNow(item: Item, store: UndoManager['doc']['store']): Item {
  let now = item;
  while (now.redone !== null) {
    const next = getItem(store, now.redone);
    if (!(next instanceof Item)) break;
    now = next;
  }
  return now;
}
