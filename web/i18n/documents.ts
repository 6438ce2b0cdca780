import type { Trouble } from './sync.ts';

export interface EditorText {
  readonly label: string;
  readonly placeholder: string;
  readonly empty: string;
}

/** The list of documents, and a document’s page. */
export interface DocumentsText {
  readonly title: string;
  /** Of a document that was just made. */
  readonly untitled: string;
  readonly titleLabel: string;
  readonly create: string;
  readonly createFailed: Trouble;
  readonly createOffline: Trouble;
  readonly filter: string;
  readonly found: (count: number) => string;
  readonly noneFound: string;
  readonly empty: Trouble;
  readonly emptyToRead: string;

  readonly madeBy: (name: string) => string;
  readonly here: (names: string) => string;
  readonly menu: (title: string) => string;
  readonly rename: string;
  readonly newTitle: (title: string) => string;
  readonly renamed: (title: string) => string;
  readonly moveUp: string;
  readonly moveDown: string;
  readonly moved: (title: string, place: number, count: number) => string;
  readonly bin: string;
  readonly binned: (title: string) => string;
  readonly failed: string;
  readonly keys: string;

  readonly inTheBin: (count: number) => string;
  readonly binHint: string;
  readonly restore: string;
  readonly restoreOne: (title: string) => string;
  readonly restored: (title: string) => string;
  readonly deleteForGood: string;
  readonly deleteOne: (title: string) => string;
  readonly deleteQuestion: (title: string) => string;
  readonly keep: string;
  readonly deleted: (title: string) => string;
  readonly deleteOffline: string;

  /** Said on the document’s own page. */
  readonly isInBin: string;
  readonly notHere: Trouble;
  readonly all: string;
}
