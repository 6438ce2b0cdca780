// Prints `N passed, N failed` from Vitest's JSON results. Usage: tally.mjs <results> <exit code of the run>
import fs from 'node:fs';

const [file, code] = process.argv.slice(2);
const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
const results = text === '' ? { numPassedTests: 0, numFailedTests: 0, testResults: [] } : JSON.parse(text);
// A file that couldn't even be loaded counts as one failure: it has no failed tests to count.
const broken = results.testResults.filter(
  (suite) => suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed'),
);
const failed = results.numFailedTests + broken.length;
// So does a run that failed before, or beside, its tests: types, lint, set-up, an unhandled error.
process.stdout.write(`${results.numPassedTests} passed, ${failed === 0 && code !== '0' ? 1 : failed} failed\n`);
