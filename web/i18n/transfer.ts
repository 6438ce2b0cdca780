/** Why a file can't be imported. */
export type ImportTrouble = 'type' | 'size' | 'unreadable' | 'empty' | 'offline' | 'role' | 'full' | 'failed';

/** What comes into documents from files, and goes out of them. */
export interface TransferText {
  readonly menu: string;
  readonly saveAs: string;
  readonly markdown: string;
  readonly html: string;
  readonly word: string;
  readonly print: string;
  readonly preparing: string;
  readonly saved: (file: string) => string;
  readonly failed: string;

  readonly importHere: string;
  /** The same among what a slash offers. */
  readonly insert: { readonly name: string; readonly hint: string; readonly words: string };
  readonly imported: (file: string) => string;
  readonly lostImages: (count: number) => string;

  /** On the list of documents. */
  readonly import: string;
  readonly title: string;
  readonly kinds: string;
  readonly choose: string;
  readonly files: string;
  readonly waiting: string;
  readonly reading: string;
  readonly opens: string;
  readonly open: (title: string) => string;
  readonly close: string;
  readonly summary: (done: number, failed: number) => string;
  readonly troubles: Readonly<Record<ImportTrouble, string>>;

  readonly archive: string;
}
