/** Words that were put back because what they were written in was moved or removed meanwhile. */
export interface RescueText {
  /** The notice’s name. */
  readonly label: string;
  readonly own: string;
  readonly others: string;
  readonly show: string;
}
