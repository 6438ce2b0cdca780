/** What a mention may point at. */
type Kind = 'user' | 'task' | 'document';

/** What is inserted at the caret and moved about: the lists behind `/` and `@`, mentions, and blocks. */
export interface InsertText {
  /** What the lists are called. */
  readonly blocks: string;
  readonly mentions: string;
  /** Said when a list opens or changes. */
  readonly offered: (count: number) => string;
  readonly nothing: string;
  /** What a group of a list is called. */
  readonly groups: Readonly<Record<Kind | 'texts' | 'lists' | 'things', string>>;
  /** Lines that begin a mention, from the list of blocks. */
  readonly mention: Readonly<Record<Kind, { readonly name: string; readonly hint: string; readonly words: string }>>;
  readonly mentioning: string;
  /** Behind one's own name. */
  readonly you: string;

  /** A mention, for screen readers. */
  readonly person: (name: string, isHere: boolean) => string;
  readonly task: (title: string, status: string) => string;
  readonly document: (title: string) => string;
  /** What was mentioned is in the bin, or gone. */
  readonly deleted: (title: string) => string;
}
