/** What a block can be. */
export type BlockKindId =
  | 'paragraph'
  | 'heading1'
  | 'heading2'
  | 'heading3'
  | 'heading4'
  | 'heading5'
  | 'heading6'
  | 'bullet'
  | 'number'
  | 'check'
  | 'quote'
  | 'code'
  | 'callout'
  | 'table'
  | 'image'
  | 'rule';

type Callout = 'note' | 'tip' | 'important' | 'warning' | 'caution';
type Format = 'bold' | 'italic' | 'underline' | 'strikethrough' | 'code' | 'link' | 'clear';

/** What words look like, and what blocks are: bars, menus and cards around the text. */
export interface WritingText {
  /** `hint` says what it is for in a few words, `words` are others that find it. */
  readonly blocks: Readonly<Record<BlockKindId, { readonly name: string; readonly hint: string; readonly words: string }>>;
  readonly formats: Readonly<Record<Format, string>>;
  readonly undo: string;
  readonly redo: string;
  readonly nothingTo: Readonly<Record<'undo' | 'redo', string>>;

  /** What the bars are called. */
  readonly toolbar: string;
  readonly selectionBar: string;
  readonly blockMenu: (now: string) => string;
  readonly severalKinds: string;
  readonly more: string;
  readonly hideKeyboard: string;

  /** The card of a link. */
  readonly link: string;
  readonly address: string;
  readonly addressHint: string;
  readonly addressUnsafe: string;
  readonly linkSave: string;
  readonly linkOpen: string;
  readonly linkEdit: string;
  readonly linkRemove: string;
  readonly linkRemoved: string;
  readonly linkUnsafe: string;

  readonly callout: (kind: string) => string;
  readonly calloutKind: string;
  readonly calloutKinds: Readonly<Record<Callout, string>>;

  /** The corner of a block of code. */
  readonly codeLanguage: (now: string) => string;
  readonly codePlain: string;
  readonly codeCopy: string;
  readonly codeCopied: string;
  readonly codeNotCopied: string;

  /** The list of keys. */
  readonly keysTitle: string;
  readonly keys: Readonly<Record<'toText' | 'toolbar' | 'lists' | 'headings' | 'plain' | 'leaveCode' | 'insert', string>>;
}
