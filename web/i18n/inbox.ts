/** Every text of the inbox and its toasts. */
export interface InboxText {
  readonly title: string;
}
