// npm test: sets up all that the tests need, then types, lint and tests. Arguments are Vitest's, and:
//   --quick  leaves out what takes long      --long  runs the long forms (also by WEFT_LONG=1)
// WEFT_TEST_RESULTS names a file for Vitest's results as JSON.
import '../../server/scripts/node-version.mjs';
import { ensureBuilt } from '../../server/scripts/build.mjs';
import { ensureInstalled } from '../../server/scripts/install.mjs';
import { runTool, script } from '../../server/scripts/project.mjs';
import { checkTypesAndLint } from './check.mjs';
import { ensureChromium } from './chromium.mjs';

const SLOW = ['e2e', 'faults', 'fuzz', 'conformance', 'web/browser', 'web/components', 'web/hooks'];

script(() => {
  const args = process.argv.slice(2);
  const quick = take(args, '--quick');
  if (take(args, '--long')) process.env.WEFT_LONG = '1';
  ensureInstalled();
  if (!quick) process.env.CHROMIUM_PATH = ensureChromium();
  checkTypesAndLint();
  ensureBuilt();
  const vitest = ['run', '--config', 'test/vitest.config.ts'];
  if (quick) vitest.push(...SLOW.map((folder) => `--exclude=test/${folder}/**`));
  const results = process.env.WEFT_TEST_RESULTS;
  if (results) vitest.push('--reporter=default', '--reporter=json', `--outputFile.json=${results}`);
  return runTool('vitest/vitest.mjs', [...vitest, ...args]);
});

function take(args, flag) {
  const at = args.indexOf(flag);
  if (at >= 0) args.splice(at, 1);
  return at >= 0;
}
