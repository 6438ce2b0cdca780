/** px at the window's top and bottom that bars may cover. */
const COVERED = 120;

/** Brings a range of the text into the middle of the window, where it isn't in view yet. */
export function showRange(range: Range): void {
  const { top, bottom } = range.getBoundingClientRect();
  if (top >= COVERED && bottom <= innerHeight - COVERED) return;
  const at = range.startContainer;
  const element = at instanceof Element ? at : at.parentElement;
  element?.scrollIntoView({ block: 'center', inline: 'nearest' });
}
