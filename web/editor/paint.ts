/**
 * Paints ranges of the text over it, in place of what was painted under this name; the style sheet has the looks (`::highlight(name)`).
 * Nothing of it is in the document. Browsers that can't do that show the text plain.
 */
export function paint(name: string, ranges: readonly (Range | null)[]): void {
  const shown = ranges.filter((range) => range !== null);
  if (shown.length === 0) CSS.highlights?.delete(name);
  else CSS.highlights?.set(name, new Highlight(...shown));
}
