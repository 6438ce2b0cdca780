// npm run bench: builds the app, compiles the bench with the server that it measures into dist/bench and runs it. Arguments are the bench's: --help lists them.
import '../../server/scripts/node-version.mjs';
import { ensureInstalled } from '../../server/scripts/install.mjs';
import { Failure, ROOT, run, runTool, say, script } from '../../server/scripts/project.mjs';

script(() => {
  ensureInstalled();
  if (run(process.execPath, [`${ROOT}/server/scripts/build.mjs`]) !== 0)
    throw new Failure("The app can't be built: what is wrong is above.");
  say('Compiling the bench …');
  if (runTool('typescript/bin/tsc', ['-p', 'test/bench']) !== 0) throw new Failure("The bench can't be compiled: what is wrong is above.");
  return run(process.execPath, [`${ROOT}/dist/bench/test/bench/main.js`, ...process.argv.slice(2)]);
});
