/** When something is done, ms since 1970, and by whom; null where there are no users. */
export interface Doing {
  readonly now: number;
  readonly by: string | null;
}
