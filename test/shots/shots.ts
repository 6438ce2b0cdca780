import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../web/i18n/languages.ts';
import { PAGES, showPage } from '../e2e/pages.ts';
import { openStage, speak } from '../e2e/stage.ts';
import { ROOT } from '../support/house.ts';

const THEMES = ['light', 'dark'] as const;
const WIDTHS = [1440, 768, 360] as const;
const HEIGHTS: Readonly<Record<(typeof WIDTHS)[number], number>> = { 1440: 900, 768: 1024, 360: 740 };
const FOLDER = path.join(ROOT, 'shots');

/** What `npm run shots -- …` asks for: each word must be in a file's name, as in `board zh-CN-dark 360`. */
const WORDS = (process.env.WEFT_SHOTS ?? '').split(' ').filter((word) => word !== '');

it('writes a picture of every page', async () => {
  fs.mkdirSync(FOLDER, { recursive: true });
  const stage = await openStage();
  const failed: string[] = [];
  for (const language of Object.keys(LANGUAGES) as Language[]) {
    await speak(stage, language);
    for (const page of PAGES) {
      const shots = THEMES.flatMap((theme) =>
        WIDTHS.map((width) => ({ theme, width, file: `${page.name}-${language}-${theme}-${width}.png` })),
      ).filter(({ file }) => WORDS.every((word) => `-${file}`.includes(word)));
      if (shots.length === 0) continue;
      try {
        const shown = await showPage(page, LANGUAGES[language].text, stage);
        for (const { theme, width, file } of shots) {
          await shown.emulateMedia({ colorScheme: theme });
          await shown.setViewportSize({ width, height: HEIGHTS[width] });
          await shown.screenshot({ path: path.join(FOLDER, file), animations: 'disabled' });
        }
        await shown.setViewportSize({ width: 1440, height: HEIGHTS[1440] });
      } catch (error) {
        failed.push(`${page.name} (${language}): ${error instanceof Error ? error.message : error}`);
      }
      await page.after?.(stage);
    }
  }
  expect(failed).toEqual([]);
});
