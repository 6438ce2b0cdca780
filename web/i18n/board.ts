import type { CommentText } from './comments.ts';

/** Every text of the board. */
export interface BoardText extends CommentText {
  readonly board: string;
  readonly cards: (count: number) => string;
  /** In a column without cards: for who may only look, for who may write, in the first column of a bare board, and where the filter leaves none. */
  readonly empty: string;
  readonly emptyColumn: string;
  readonly emptyBoard: string;
  readonly noneFits: string;
  /** The columns that every board begins with, by their ids. */
  readonly firstColumns: Readonly<Record<string, string>>;
  readonly untitled: string;
  readonly assignedTo: (name: string) => string;
  readonly due: (day: string) => string;
  readonly overdue: (day: string) => string;
  readonly commentCount: (count: number) => string;

  readonly newCard: string;
  readonly newCardHint: string;
  readonly addTo: (column: string) => string;
  readonly titleOfCard: string;
  readonly cardMenu: (title: string) => string;
  readonly moveTo: string;
  readonly place: string;
  readonly toTop: string;
  readonly up: string;
  readonly down: string;
  readonly toBottom: string;
  readonly editTitle: string;
  readonly bin: string;

  readonly details: string;
  readonly column: string;
  readonly assignee: string;
  readonly nobody: string;
  readonly priority: string;
  readonly priorities: Readonly<Record<'none' | 'low' | 'medium' | 'high' | 'urgent', string>>;
  readonly dueDay: string;
  readonly labels: string;
  readonly addLabel: string;
  readonly removeLabel: (label: string) => string;
  readonly description: string;
  readonly history: string;
  readonly changedTo: (name: string, column: string) => string;
  readonly viewers: string;
  readonly cardGone: string;
  readonly findPerson: string;
  readonly noPerson: string;

  /** What the button is called that says whether one watches the card, and what it says. */
  readonly watch: string;
  readonly watching: string;
  readonly notWatching: string;

  readonly comments: string;
  readonly noComments: string;

  readonly inBin: string;
  readonly restore: string;
  readonly restored: string;
  readonly binTitle: string;
  readonly binEmpty: string;
  readonly inTheBin: (count: number) => string;
  readonly deleteForGood: string;
  readonly deleteCard: (title: string) => string;
  readonly deleteQuestion: (title: string) => string;
  readonly deleted: (title: string) => string;
  readonly restoreCard: (title: string) => string;
  readonly statusOf: (title: string) => string;

  readonly filter: string;
  readonly filterText: string;
  readonly anybody: string;
  readonly anyLabel: string;
  readonly showAll: string;
  readonly filtered: string;

  readonly newColumn: string;
  readonly columnTitle: string;
  readonly columnMenu: (title: string) => string;
  readonly rename: string;
  readonly moveLeft: string;
  readonly moveRight: string;
  readonly removeColumn: string;

  /** What was done, as screen readers are told. */
  readonly added: (title: string, column: string) => string;
  /** The same where what is filtered hides it. */
  readonly addedUnseen: (title: string, column: string) => string;
  readonly renamed: (title: string) => string;
  readonly moved: (title: string, column: string, place: number, count: number) => string;
  readonly noFurther: string;
  readonly binned: (title: string) => string;
  readonly columnAdded: (title: string) => string;
  readonly columnRenamed: (title: string) => string;
  readonly columnMoved: (title: string) => string;
  readonly columnRemoved: (title: string) => string;
  readonly nothingToUndo: string;
  readonly changedSince: string;
  readonly failed: string;
  readonly close: string;

  readonly keys: { readonly title: string; readonly list: readonly (readonly [keys: readonly string[], does: string])[] };
}
