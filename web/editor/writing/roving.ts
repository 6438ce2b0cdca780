import type { KeyboardEvent } from 'react';

function buttonsOf(bar: Element): HTMLElement[] {
  return [...bar.querySelectorAll<HTMLElement>('button:not(:disabled)')].filter((button) => button.closest('[role=menu]') === null);
}

/** Lets Tab stop once in a bar: at `wanted`, else where somebody was before, else at its first button. */
export function oneTabStop(bar: HTMLElement, wanted?: Element): void {
  const buttons = buttonsOf(bar);
  if (wanted !== undefined) bar.dataset.visited = '';
  const before = bar.dataset.visited === undefined ? undefined : buttons.find((button) => button.getAttribute('tabindex') === '0');
  const stop = buttons.find((button) => button === wanted) ?? before ?? buttons[0];
  for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
}

/** Arrows, Home and End walk through a bar. */
export function moveInBar(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const buttons = buttonsOf(event.currentTarget);
  const at = event.target instanceof HTMLElement ? buttons.indexOf(event.target) : -1;
  const last = buttons.length - 1;
  const places: Readonly<Record<string, number>> = {
    ArrowRight: at >= last ? 0 : at + 1,
    ArrowLeft: at <= 0 ? last : at - 1,
    Home: 0,
    End: last,
  };
  const to = places[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  buttons[to]?.focus();
}
