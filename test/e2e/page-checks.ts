import type { Page } from 'playwright-core';

/** Frames in which a page may come to rest before what sticks out of it is told. */
const FRAMES = 120;

/** Everything that sticks out of the window to the side, when the page has come to rest; what can be scrolled to, as a board's columns, doesn't. */
export function sticksOut(page: Page): Promise<readonly string[]> {
  return page.evaluate(async (frames) => {
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    const isOut = (element: Element): boolean => {
      const box = element.getBoundingClientRect();
      return box.width > 1 && (box.right > document.documentElement.clientWidth + 0.5 || box.left < -0.5);
    };
    // The page itself must not need to be moved aside.
    const pages = (): Element[] => [document.documentElement, ...document.querySelectorAll('body, main')];
    const isScroller = (element: Element): boolean =>
      !pages().includes(element) && /auto|scroll/.test(getComputedStyle(element).overflowX) && !isOut(element);
    const isReached = (element: Element): boolean => {
      for (let at = element.parentElement; at !== null; at = at.parentElement) if (isScroller(at)) return true;
      return false;
    };
    const found = (): string[] => {
      const wide = pages().filter((one) => one.scrollWidth > one.clientWidth + 1);
      const out = [...document.querySelectorAll('body *')].filter((element) => isOut(element) && !isReached(element));
      return [
        ...wide.map((one) => `${one.tagName} scrolls sideways`),
        ...out.map((element) => `${element.tagName}.${element.getAttribute('class')}`),
      ];
    };
    for (let at = 0; at < 2; at++) await frame();
    for (let at = 0; at < frames && found().length > 0; at++) await frame();
    return found();
  }, FRAMES);
}
