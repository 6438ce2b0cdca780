/** Tables in a document. */
export interface TablesText {
  readonly menu: string;
  /** How large a new table is to be. */
  readonly size: (rows: number, columns: number) => string;
  readonly row: string;
  readonly column: string;
  readonly cells: string;
  readonly rowAbove: string;
  readonly rowBelow: string;
  readonly chooseRows: (count: number) => string;
  readonly removeRows: (count: number) => string;
  readonly columnLeft: string;
  readonly columnRight: string;
  readonly chooseColumns: (count: number) => string;
  readonly removeColumns: (count: number) => string;
  readonly headerRow: (on: boolean) => string;
  readonly headerColumn: (on: boolean) => string;
  readonly merge: string;
  readonly split: string;
  readonly clear: (count: number) => string;
  readonly remove: string;

  /** Said after it happened. */
  readonly rowAdded: string;
  readonly columnAdded: string;
  readonly rowsRemoved: (count: number) => string;
  readonly columnsRemoved: (count: number) => string;
  readonly merged: (count: number) => string;
  readonly splitDone: string;
  readonly cleared: (count: number) => string;
  readonly chosen: (count: number) => string;
  readonly headerOn: string;
  readonly headerOff: string;
  readonly removed: string;
  /** Why it can’t be merged now. */
  readonly someoneWrites: (name: string) => string;
}
