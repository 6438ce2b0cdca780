/** Finding one’s way in a document: words, headings, and how long it is. */
export interface FindText {
  /** Of the bar, and of the button that opens it. */
  readonly title: string;
  readonly words: string;
  readonly replacement: string;
  readonly next: string;
  readonly previous: string;
  readonly matchCase: string;
  readonly wholeWord: string;
  readonly showReplace: string;
  readonly replace: string;
  readonly replaceAll: string;
  readonly close: string;
  /** Which match of how many; `more`: there are more than that. */
  readonly place: (at: number, count: number, more: boolean) => string;
  readonly none: string;
  readonly replaced: (count: number) => string;
  /** Somebody changed it in between. */
  readonly notThere: string;

  readonly outline: string;
  readonly outlineEmpty: string;
  /** To those who may only read. */
  readonly outlineEmptyToRead: string;
  /** A heading without words. */
  readonly untitled: string;
  readonly section: (title: string) => string;

  readonly length: string;
  readonly lengthOfSelection: string;
  readonly wordCount: string;
  readonly characters: string;
  readonly solid: string;
  readonly reading: string;
  readonly minutes: (count: number) => string;
  readonly number: (count: number) => string;
}
