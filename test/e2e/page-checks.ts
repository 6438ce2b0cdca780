import type { Page } from 'playwright-core';

/** Everything that sticks out of the window to the side; what can be scrolled to, as a board's columns, doesn't. */
export function sticksOut(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    // What makes room for itself does so in the frame in which it learns that it has to.
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    const width = document.documentElement.clientWidth;
    const isOut = (element: Element): boolean => {
      const box = element.getBoundingClientRect();
      return box.width > 1 && (box.right > width + 0.5 || box.left < -0.5);
    };
    // The page itself must not need to be moved aside.
    const pages = [document.documentElement, ...document.querySelectorAll('body, main')];
    const wide = pages.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => `${one.tagName} scrolls sideways`);
    const isScroller = (element: Element): boolean =>
      !pages.includes(element) && /auto|scroll/.test(getComputedStyle(element).overflowX) && !isOut(element);
    const isReached = (element: Element): boolean => {
      for (let at = element.parentElement; at !== null; at = at.parentElement) if (isScroller(at)) return true;
      return false;
    };
    const out = [...document.querySelectorAll('body *')].filter((element) => isOut(element) && !isReached(element));
    return [...wide, ...out.map((element) => `${element.tagName}.${element.getAttribute('class')}`)];
  });
}
