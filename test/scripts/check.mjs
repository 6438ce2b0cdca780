// npm run check: types, lint and format, and the rules of the house.
import '../../server/scripts/node-version.mjs';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../../server/scripts/install.mjs';
import { Failure, runTool, say, script } from '../../server/scripts/project.mjs';

const PROJECTS = ['shared', 'shared/lexical', 'server', 'web', 'web/worker', 'test'];

/** @throws Failure after the findings were printed */
export function checkTypesAndLint() {
  say('Checking types and lint …');
  const failed = PROJECTS.filter((project) => runTool('typescript/bin/tsc', ['-p', project, '--noEmit']) !== 0);
  if (runTool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'], { quiet: true }) !== 0) failed.push('lint');
  if (failed.length > 0) throw new Failure(`The check failed in: ${failed.join(', ')}. What is wrong is above.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  script(() => {
    ensureInstalled();
    checkTypesAndLint();
    return runTool('vitest/vitest.mjs', [
      'run',
      '--config',
      'test/vitest.config.ts',
      'test/architecture.test.ts',
      'test/protocol-rules.test.ts',
    ]);
  });
}
