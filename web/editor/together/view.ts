/** px around what is seen that is drawn too, so that scrolling shows nothing missing. */
const AROUND = 200;

/** What of the text is on the screen, in the window's px. */
export interface View {
  readonly top: number;
  readonly bottom: number;
  /** Below this line nothing covers the text: the bar above it ends here. */
  readonly clear: number;
}

export function viewOf(container: HTMLElement): View {
  const bar = container.parentElement?.querySelector(':scope > [role=toolbar]')?.getBoundingClientRect();
  return { top: -AROUND, bottom: window.innerHeight + AROUND, clear: Math.max(0, bar?.bottom ?? 0) };
}

/** Cuts a range to the blocks that are on the screen, so that a long selection costs no more than a short one. @returns whether anything is left */
export function cutToView(range: Range, root: HTMLElement, { top, bottom }: View): boolean {
  const blocks = root.children;
  const first = blocks[firstWhere(blocks.length, (at) => (blocks[at]?.getBoundingClientRect().bottom ?? 0) >= top)];
  const last = blocks[firstWhere(blocks.length, (at) => (blocks[at]?.getBoundingClientRect().top ?? 0) > bottom) - 1];
  if (first === undefined || last === undefined) return false;
  const seen = document.createRange();
  seen.setStartBefore(first);
  seen.setEndAfter(last);
  // An end that passes the other takes it along: what is nowhere on the screen collapses.
  if (range.compareBoundaryPoints(Range.START_TO_START, seen) < 0) range.setStart(seen.startContainer, seen.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, seen) > 0) range.setEnd(seen.endContainer, seen.endOffset);
  return !range.collapsed;
}

/** The first of `count` places of which `holds` is true, where it stays true for all behind; `count` for none. */
export function firstWhere(count: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
