// npm run shots: pictures of every page into shots/, in both languages and themes and three widths. Words after it choose among them by the
// names of the files: npm run shots -- board dark 360
import '../../server/scripts/node-version.mjs';
import { ensureInstalled } from '../../server/scripts/install.mjs';
import { runTool, script } from '../../server/scripts/project.mjs';
import { ensureChromium } from './chromium.mjs';

script(() => {
  ensureInstalled();
  process.env.CHROMIUM_PATH = ensureChromium();
  process.env.WEFT_SHOTS = process.argv.slice(2).join(' ');
  return runTool('vitest/vitest.mjs', ['run', '--config', 'test/shots/vitest.config.ts']);
});
