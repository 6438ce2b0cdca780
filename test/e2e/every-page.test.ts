import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../web/i18n/languages.ts';
import { violations } from '../web/harness/axe.ts';
import { sticksOut } from './page-checks.ts';
import { PAGES, showPage } from './pages.ts';
import { openStage, speak } from './stage.ts';

/** ms. Every page, in a browser on a busy machine. */
const TIMEOUT = 1_200_000;

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };

describe('every page and layer', { timeout: TIMEOUT }, () => {
  // One language a theme: what axe looks at in both is the same but for the colours, and for the words.
  it.each([
    ['en', 'light'],
    ['zh-CN', 'dark'],
  ] as const)('breaks no rule of WCAG 2.2 AA, and fits 360 px (%s, %s)', async (language: Language, theme) => {
    const stage = await openStage();
    await speak(stage, language);
    // Before the pages are there: colours that change take their time.
    for (const { page } of [stage.ada, stage.bob, stage.chen, stage.max, stage.nobody])
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const faults: string[] = [];
    for (const page of PAGES) {
      try {
        const shown = await showPage(page, LANGUAGES[language].text, stage);
        faults.push(...(await violations(shown)).map((fault) => `${page.name}: ${fault}`));
        await shown.setViewportSize(PHONE);
        faults.push(...(await sticksOut(shown)).map((fault) => `${page.name} at 360 px: ${fault}`));
        await shown.setViewportSize(WIDE);
      } catch (error) {
        faults.push(`${page.name}: ${error instanceof Error ? error.message : error}`);
      }
      await page.after?.(stage);
    }
    expect(faults).toEqual([]);
  });
});
