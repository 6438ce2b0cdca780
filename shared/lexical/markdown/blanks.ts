/* Blanks as Markdown has them. Other white space is text: Chinese paragraphs begin with it. */

const BLANKS = ' \t\n';

/** Without blanks and line ends around it. By hand: an expression for the blanks at the end takes their number squared. */
export function trimBlanks(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && BLANKS.includes(text.charAt(from))) from++;
  while (to > from && BLANKS.includes(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

/** A line that ends a paragraph. */
export function isBlankLine(line: string): boolean {
  return trimBlanks(line) === '';
}
