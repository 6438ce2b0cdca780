/** Moving blocks of a document, and what else one does with them as a whole. */
export interface BlocksText {
  /** Of the handle beside a block, and its hint. */
  readonly menu: string;
  readonly handle: string;
  readonly turnInto: string;
  readonly duplicate: string;
  readonly moveUp: string;
  readonly moveDown: string;
  readonly remove: (count: number) => string;

  /** Said after it happened. `beside` is how the other block begins, or what it is. */
  readonly movedAbove: (beside: string) => string;
  readonly movedBelow: (beside: string) => string;
  readonly first: string;
  readonly last: string;
  readonly duplicated: string;
  readonly removed: (count: number) => string;
  readonly turnedInto: (kind: string) => string;
  /** A block without words. */
  readonly emptyLine: string;
  readonly quoted: (words: string) => string;

  /** The list of keys. */
  readonly keys: Readonly<Record<'move' | 'menu', string>>;
}
