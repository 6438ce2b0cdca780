/** Where toasts can stand, best first. */
export const TOAST_PLACES = ['bottom-right', 'bottom-left', 'top-right'] as const;
export type ToastPlace = (typeof TOAST_PLACES)[number];

/** px: three toasts, with what is between them and the window's edge. */
const WIDTH = 388;
const HEIGHT = 300;

type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;
type Size = Readonly<Record<'width' | 'height', number>>;

/** Where toasts cover nothing that is being written: where they are, if they may stay. */
export function placeBeside(caret: Box | null, now: ToastPlace, window: Size): ToastPlace {
  if (caret === null) return now;
  const free = (place: ToastPlace): boolean => !overlap(caret, boxOf(place, window));
  return free(now) ? now : (TOAST_PLACES.find(free) ?? now);
}

/** The caret, or the field that it is in; null where nothing is being written. */
export function caretBox(): Box | null {
  const active = document.activeElement;
  if (active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement) return active.getBoundingClientRect();
  if (!(active instanceof HTMLElement) || !active.isContentEditable) return null;
  const selection = getSelection();
  if (selection === null || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  // An empty line has a caret, and no box of its own.
  const { startContainer: node } = range;
  const line = node instanceof Element ? node : node.parentElement;
  return range.getClientRects()[0] ?? line?.getBoundingClientRect() ?? null;
}

function boxOf(place: ToastPlace, { width, height }: Size): Box {
  const [tall, wide] = [Math.min(HEIGHT, height / 2), Math.min(WIDTH, width)];
  const top = place === 'top-right' ? 0 : height - tall;
  const left = place === 'bottom-left' ? 0 : width - wide;
  return { left, right: left + wide, top, bottom: top + tall };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
