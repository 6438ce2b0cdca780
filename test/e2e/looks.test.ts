import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT, person } from './browser.ts';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** Everything that sticks out of the page to the side. */
function sticksOut(page: Page): Promise<string[]> {
  // The page's own idea of its width grows with what sticks out.
  return page.evaluate((width) => {
    const wide = document.documentElement.scrollWidth > width ? ['the page scrolls sideways'] : [];
    const out = [...document.querySelectorAll('body *')].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 1 && (box.right > width + 0.5 || box.left < -0.5);
    });
    return [...wide, ...out.map((element) => `${element.tagName}.${element.className}`)];
  }, PHONE.viewport.width);
}

describe('on a phone', { timeout: E2E_TIMEOUT }, () => {
  it.each(['en-GB', 'zh-CN'])('nothing sticks out at 360 px (%s)', async (locale) => {
    const server = await appServer();
    const [ada, bob] = [await person({ locale, ...PHONE }), await person({ locale, ...PHONE })];
    await ada.page.goto(server.url);
    await ada.page.getByRole('heading').waitFor();
    expect(await sticksOut(ada.page)).toEqual([]);

    const address = `${server.url}/p/a-project-with-a-long-name/d/${'a-document-with-a-very-long-name-'.repeat(3)}`;
    await ada.open(address);
    await bob.open(address);
    await ada.type(`# ${'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(2)}\n${'word '.repeat(30)}\n- list\n中文文字`);
    await bob.reads(await ada.text());
    // To the right edge, where a name has no room on its usual side.
    for (const key of ['Control+Home', 'End', 'ArrowLeft']) await ada.page.keyboard.press(key);
    await bob.page.locator('.remote-name-leftwards').waitFor();
    expect(await sticksOut(bob.page)).toEqual([]);

    await server.kill();
    await ada.goOn('x'.repeat(12));
    await ada.shows(/12/);
    expect(await sticksOut(ada.page)).toEqual([]);
    await ada.page.locator('.me').click();
    expect(await sticksOut(ada.page)).toEqual([]);
  });
});

describe('by keyboard', { timeout: E2E_TIMEOUT }, () => {
  it('everything is reached, with a ring to see where one is, and names can be changed', async () => {
    const server = await appServer();
    const ada = await person();
    await ada.open(`${server.url}/p/home/d/welcome`);
    await ada.page.locator('.editor-text[contenteditable=true]').waitFor();
    const focused = () =>
      ada.page.evaluate(() => {
        const element = document.activeElement;
        return [element?.className, element === null ? '' : getComputedStyle(element).outlineStyle];
      });
    await ada.page.keyboard.press('Tab');
    expect(await focused()).toEqual(['brand', 'solid']);
    await ada.page.keyboard.press('Tab');
    expect(await focused()).toEqual(['me', 'solid']);
    await ada.page.keyboard.press('Enter');
    await ada.page.keyboard.press('Control+a');
    await ada.goOn('Ada Lovelace');
    await ada.page.keyboard.press('Enter');
    expect(await focused()).toEqual(['me', 'solid']);
    expect(await ada.page.locator('.me').getAttribute('title')).toBe('Ada Lovelace');
    await ada.page.keyboard.press('Tab');
    await ada.goOn('typed');
    await ada.reads('typed');
    await ada.saved();
    await ada.page.reload();
    await ada.reads('typed');
    expect(await ada.page.locator('.me').getAttribute('title')).toBe('Ada Lovelace');
  });
});

describe('the language', { timeout: E2E_TIMEOUT }, () => {
  it('is the browser’s at first, can be changed, and stays', async () => {
    const server = await appServer();
    const ada = await person({ locale: 'zh-CN' });
    await ada.open(`${server.url}/p/home/d/welcome`);
    await ada.shows('已保存');
    await ada.page.locator('.me').click();
    await ada.page.getByRole('combobox').selectOption('English');
    await ada.saved();
    await ada.page.keyboard.press('Escape');
    await ada.page.reload();
    await ada.saved();
    expect(await ada.page.locator('html').getAttribute('lang')).toBe('en');
  });
});

describe('a page whose code can’t be loaded', { timeout: E2E_TIMEOUT }, () => {
  it('says so, and what to do', async () => {
    const server = await appServer();
    const ada = await person({}, /Failed to (load resource|fetch dynamically imported)/);
    await ada.page.route(/document-page.*\.js/, (route) => route.abort());
    await ada.page.goto(`${server.url}/p/home/d/welcome`);
    const alert = ada.page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('This page can’t be shown.');
    await ada.page.unrouteAll();
    await ada.page.getByRole('button', { name: 'Reload' }).click();
    await ada.saved();
  });
});

/** Text that is read: 4.5. What tells something by its shape: 3. */
const PAIRS: readonly (readonly [front: string, back: string, least: number])[] = [
  ...['--ground', '--raised', '--hover'].flatMap((back) => [['--ink', back, 4.5] as const, ['--ink-soft', back, 4.5] as const]),
  ['--ink-faint', '--ground', 4.5],
  ['--accent', '--ground', 4.5],
  ['--accent-ink', '--accent', 4.5],
  ['--ink', '--bad-ground', 4.5],
  ['--line-control', '--ground', 3],
  ['--good', '--ground', 3],
  ['--warn', '--raised', 3],
  ['--bad', '--bad-ground', 3],
];

describe.each(['light', 'dark'] as const)('colours in the %s theme', (colorScheme) => {
  it('can be read, those of people too', { timeout: E2E_TIMEOUT }, async () => {
    const server = await appServer();
    const ada = await person({ colorScheme });
    await ada.page.goto(server.url);
    await ada.page.getByRole('heading').waitFor();
    const people = Array.from({ length: 24 }, (_, step) => `oklch(var(--person-tone) ${step * 15})`);
    const pairs = [
      ...PAIRS.map(([front, back, least]) => [`var(${front})`, `var(${back})`, least] as const),
      ...people.map((color) => ['var(--person-ink)', color, 4.5] as const),
      ...people.map((color) => [color, 'var(--ground)', 3] as const),
    ];
    const ratios = await ada.page.evaluate(contrasts, pairs);
    const faults = pairs
      .map(([front, back, least], at) => [front, back, ratios[at] ?? 0, least] as const)
      .filter(([, , is, least]) => !(is >= least));
    expect(faults).toEqual([]);
  });
});

/** Runs in the page: the WCAG contrast of each pair, as the browser paints it. */
function contrasts(pairs: readonly (readonly [string, string, number])[]): number[] {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const probe = document.body.appendChild(document.createElement('i'));
  const luminance = (color: string): number => {
    probe.style.color = color;
    if (context === null) return Number.NaN;
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map((byte) => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratios = pairs.map(([front, back]) => {
    const [a, b] = [luminance(front), luminance(back)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  });
  probe.remove();
  return ratios;
}
