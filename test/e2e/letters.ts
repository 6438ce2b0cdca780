/** Two alphabets that can be told apart wherever they got mixed: one a person. */
export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const LOWER = UPPER.toLowerCase();

/** What of `text` is written in `alphabet`, in order. */
export function only(alphabet: string, text: string): string {
  return [...text].filter((letter) => alphabet.includes(letter)).join('');
}
