import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { violations } from '../web/harness/axe.ts';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT, hasFocus, type Person, person } from './browser.ts';
import { member, projectOf } from './members.ts';
import { sticksOut } from './page-checks.ts';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, reducedMotion: 'reduce' } as const;

const LONG = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(2);

/** What has the focus, by its name, and whether a ring shows it. */
function focused(page: Page): Promise<readonly [name: string, outline: string]> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null) return ['', ''] as const;
    return [
      element.getAttribute('aria-label') ?? (element as HTMLElement).innerText.trim(),
      getComputedStyle(element).outlineStyle,
    ] as const;
  });
}

async function comesToFocus(page: Page, name: string | RegExp): Promise<void> {
  const matches = (is: string): boolean => (typeof name === 'string' ? is === name : name.test(is));
  await eventually(`the focus is on ${name}`, async () => matches((await focused(page))[0]), {
    seen: async () => (await focused(page))[0],
  });
}

describe('on a phone', { timeout: E2E_TIMEOUT }, () => {
  it('nothing sticks out at 360 px, however long names are', async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, LONG.slice(0, 40), PHONE);
    const bob = await member(server.url, 'Bob', PHONE);
    const project = await projectOf(ada, LONG, [[bob, 'editor']]);
    const { document_id: plan } = await ada.api<{ document_id: string }>('POST', `/projects/${project}/documents`, { title: LONG });
    await ada.api('POST', `/projects/${project}/tasks`, { title: LONG, labels: [LONG.slice(0, 40)] });
    for (const path of ['/', `/p/${project}`, `/p/${project}/d`]) {
      await ada.visit(path);
      await ada.page.getByText(LONG).filter({ visible: true }).first().waitFor();
      expect(await sticksOut(ada.page)).toEqual([]);
    }

    const address = `${server.url}/p/${project}/d/${plan}`;
    await ada.open(address);
    await bob.open(address);
    await ada.type(`# ${LONG}\n${'word '.repeat(30)}\n- list\n中文文字`);
    await bob.reads(await ada.text());
    // To the right edge, where a name has no room on its usual side.
    for (const key of ['Control+Home', 'End', 'ArrowLeft']) await ada.page.keyboard.press(key);
    await bob.page.locator('.remote-name-leftwards').waitFor({ state: 'attached' });
    expect(await sticksOut(bob.page)).toEqual([]);

    await ada.saved();
    await server.kill();
    await ada.goOn('x'.repeat(12));
    await ada.shows(/12/);
    expect(await sticksOut(ada.page)).toEqual([]);
  });

  it('the projects are a sheet: by touch and by keyboard, with the focus kept in it and given back', async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada', PHONE);
    const project = await projectOf(ada, 'Alpha');
    await ada.visit(`/p/${project}`);
    const opener = ada.page.getByRole('button', { name: 'Open navigation' });
    const sheet = ada.page.getByRole('dialog', { name: 'Projects and pages' });

    await opener.tap();
    await sheet.getByRole('link', { name: 'Documents' }).tap();
    await sheet.waitFor({ state: 'detached' });
    await ada.page.getByRole('heading', { name: 'Documents', level: 1 }).waitFor();

    await opener.tap();
    await sheet.waitFor();
    expect(await sticksOut(ada.page)).toEqual([]);
    expect(await violations(ada.page)).toEqual([]);
    await ada.page.touchscreen.tap(350, 400);
    await sheet.waitFor({ state: 'detached' });

    await opener.focus();
    await ada.page.keyboard.press('Enter');
    await sheet.waitFor();
    const inSheet = () => sheet.evaluate((element) => element.contains(document.activeElement));
    for (let press = 0; press < 12; press++) {
      // The browser's own controls are the one other thing that the focus may come to.
      expect((await inSheet()) || (await ada.page.evaluate(() => document.activeElement === document.body))).toBe(true);
      await ada.page.keyboard.press('Tab');
    }
    await ada.page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await comesToFocus(ada.page, 'Open navigation');

    await ada.page.keyboard.press('Enter');
    await sheet.getByRole('link', { name: 'People' }).press('Enter');
    await ada.page.getByRole('heading', { name: 'People', level: 1 }).waitFor();
    await hasFocus(ada.page.getByRole('main'));
  });
});

describe('the frame by keyboard', { timeout: E2E_TIMEOUT }, () => {
  it('is reached part by part, with a ring to see where one is; pages tell their names and take the focus', async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada');
    const project = await projectOf(ada, 'Alpha');
    await ada.visit(`/p/${project}`);
    await ada.page.getByRole('navigation').getByRole('link', { name: 'Activity' }).waitFor();
    await ada.saved();
    const parts = [
      'Skip to the page',
      'Weft, to the start page',
      'Make the sidebar narrow',
      /^Search/,
      /Alpha$/,
      'Board',
      'Documents',
      'People',
      'Activity',
      'Settings',
      'New project',
      'Alpha',
      'Share',
      /^Inbox/,
      /^You are Ada/,
    ];
    for (const part of parts) {
      await ada.page.keyboard.press('Tab');
      const [name, outline] = await focused(ada.page);
      expect(name).toMatch(part);
      expect([name, outline]).toEqual([name, 'solid']);
    }
    await ada.page.getByRole('link', { name: 'Skip to the page' }).focus();
    await ada.page.keyboard.press('Enter');
    await hasFocus(ada.page.getByRole('main'));

    await ada.page.getByRole('navigation').getByRole('link', { name: 'Documents' }).press('Enter');
    await ada.page.getByRole('heading', { name: 'Documents', level: 1 }).waitFor();
    await eventually('the tab is called after the page', async () => (await ada.page.title()) === 'Documents · Alpha · Weft');
    await hasFocus(ada.page.getByRole('main', { name: 'Documents' }));

    // What is open over a page goes with it.
    await ada.page.getByRole('button', { name: /^You are Ada/ }).press('Enter');
    await ada.page.getByRole('dialog', { name: 'Profile' }).waitFor();
    await ada.page.goBack();
    await ada.page.getByRole('heading', { name: 'Board', level: 1 }).waitFor();
    await ada.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('the sidebar can be made narrow, keeps its names, and stays as it was left', async () => {
    const server = await appServer();
    const ada = await person();
    await ada.page.goto(`${server.url}/p/home`);
    const width = async () => (await ada.page.getByRole('navigation', { name: 'Projects and pages' }).boundingBox())?.width ?? 0;
    await ada.page.getByRole('button', { name: 'Make the sidebar narrow' }).click();
    await expect.poll(width).toBeLessThan(64);
    await ada.page.reload();
    await ada.page.getByRole('button', { name: 'Make the sidebar wide' }).waitFor();
    expect(await violations(ada.page)).toEqual([]);
    await expect.poll(width).toBeLessThan(64);
    await ada.page.getByRole('link', { name: 'Documents' }).click();
    await ada.page.getByRole('heading', { name: 'Documents', level: 1 }).waitFor();
  });
});

describe('where the server knows no users', { timeout: E2E_TIMEOUT }, () => {
  it('the start page offers a sample and a project of one’s own, in the browser’s language', async () => {
    const server = await appServer();
    const ada = await person({ locale: 'zh-CN' });
    await ada.page.goto(server.url);
    await ada.page.locator('html[lang=zh-CN]').waitFor();
    await ada.page.getByRole('button', { name: '创建示例项目' }).click();
    await ada.page.getByText('看看示例').waitFor();
    await ada.page.getByRole('link', { name: 'Weft，回到首页' }).click();
    await ada.page.getByRole('main').getByRole('button', { name: '新建项目' }).click();
    await hasFocus(ada.page.getByRole('dialog').getByRole('textbox'));
    await ada.page.keyboard.type('发布计划');
    await ada.page.keyboard.press('Enter');
    await eventually('the tab is called after the project', async () => (await ada.page.title()) === '看板 · 发布计划 · Weft');
  });
});

describe('a page whose code can’t be loaded', { timeout: E2E_TIMEOUT }, () => {
  it('says so, and what to do', async () => {
    const server = await appServer();
    const ada = await person({ serviceWorkers: 'block' }, /Failed to (load resource|fetch dynamically imported)/);
    await ada.page.route(/document-page.*\.js/, (route) => route.abort());
    await ada.page.goto(`${server.url}/p/home/d/welcome`);
    const alert = ada.page.getByRole('main').getByRole('alert');
    await alert.waitFor();
    await expect.poll(() => alert.innerText()).toContain('This page can’t be shown.');
    await ada.page.unrouteAll();
    await ada.page.getByRole('button', { name: 'Reload' }).click();
    await ada.saved();
  });
});

/** Text that is read: 4.5. What tells something by its shape: 3. */
const PAIRS: readonly (readonly [front: string, back: string, least: number])[] = [
  ...['--ground', '--raised', '--hover'].flatMap((back) => [['--ink', back, 4.5] as const, ['--ink-soft', back, 4.5] as const]),
  ['--ink-faint', '--ground', 4.5],
  ['--ink-faint', '--raised', 3],
  ['--accent', '--ground', 4.5],
  ['--accent', '--hover', 3],
  ['--accent-ink', '--accent', 4.5],
  ['--ink', '--bad-ground', 4.5],
  ['--line-control', '--ground', 3],
  ['--good', '--ground', 3],
  ['--warn', '--raised', 3],
  ['--bad', '--ground', 4.5],
  ['--bad', '--bad-ground', 3],
];

describe.each(['light', 'dark'] as const)('where the system is %s', { timeout: E2E_TIMEOUT }, (colorScheme) => {
  const other = colorScheme === 'light' ? 'dark' : 'light';

  it('its theme or the chosen one shows from the first paint; colours can be read, those of people too', async () => {
    const server = await appServer();
    const ada = await person({ colorScheme, serviceWorkers: 'block' }, /Failed to load resource/);
    await ada.page.goto(server.url);
    for (const [kept, shown] of [
      ['system', colorScheme],
      [other, other],
    ] as const) {
      await ada.page.evaluate((theme) => localStorage.setItem('weft.theme', theme), kept);
      // Before any of the app's code has run.
      await ada.page.route(/\/assets\/.*\.js/, (route) => route.abort());
      await ada.page.reload();
      expect((await brightness(ada)) > 0.5 ? 'light' : 'dark').toBe(shown);
      await ada.page.unrouteAll();
      await ada.page.reload();
      await ada.page.getByRole('heading').first().waitFor();
      expect((await brightness(ada)) > 0.5 ? 'light' : 'dark').toBe(shown);
      expect(await faultsOf(ada)).toEqual([]);
    }
  });
});

/** The pairs of colours that can't be told apart well enough. */
async function faultsOf({ page }: Person): Promise<readonly unknown[]> {
  const people = Array.from({ length: 24 }, (_, step) => `oklch(var(--person-tone) ${step * 15})`);
  const pairs = [
    ...PAIRS.map(([front, back, least]) => [`var(${front})`, `var(${back})`, least] as const),
    ...people.map((color) => ['var(--person-ink)', color, 4.5] as const),
    ...people.map((color) => [color, 'var(--ground)', 3] as const),
  ];
  const ratios = await page.evaluate(contrasts, pairs);
  return pairs
    .map(([front, back, least], at) => [front, back, ratios[at] ?? 0, least] as const)
    .filter(([, , is, least]) => !(is >= least));
}

/** How light the page's ground is, 0–1. */
async function brightness({ page }: Person): Promise<number> {
  // The contrast to black tells it.
  const [ratio = Number.NaN] = await page.evaluate(contrasts, [['var(--ground)', 'black', 0]] as const);
  return ratio * 0.05 - 0.05;
}

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
