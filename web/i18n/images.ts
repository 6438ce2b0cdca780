/** Images in a document. */
export interface ImagesText {
  readonly title: string;
  readonly choose: string;
  readonly chooseMore: string;
  readonly description: string;
  readonly descriptionOf: (name: string) => string;
  /** Why one describes an image. */
  readonly why: string;
  readonly add: (count: number) => string;
  readonly cancel: string;
  readonly save: string;
  /** An image's name where nobody described it. */
  readonly unnamed: string;
  readonly describe: string;
  readonly enlarge: string;
  readonly enlargeImage: (name: string) => string;
  readonly remove: string;
  readonly missing: string;
  readonly missingImage: (name: string) => string;
  readonly selected: (name: string) => string;
  /** What is under way: a list of these is called so. */
  readonly uploads: string;
  readonly waiting: string;
  readonly sending: string;
  readonly done: (count: number) => string;
  readonly troubles: Readonly<Record<'type' | 'size' | 'full' | 'role' | 'away' | 'failed', string>>;
  /** What it says in the stead of `troubles.size` where it is known how large one may be. */
  readonly tooLarge: (most: string) => string;
  readonly again: string;
  readonly dismiss: (name: string) => string;
}
