import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../support/command.ts';
import { temporaryFolder } from '../support/whole-server.ts';

describe('the tally of a run', () => {
  const passed = { status: 'passed' };
  const failed = { status: 'failed' };

  async function tally(results: object | null, code: string): Promise<string> {
    const file = path.join(temporaryFolder(), 'results.json');
    if (results !== null) fs.writeFileSync(file, JSON.stringify(results));
    const program = run(process.execPath, ['test/scripts/tally.mjs', file, code]);
    expect(await program.ended).toEqual({ code: 0, signal: null });
    return program.output.stdout;
  }

  it('is one line: what passed and what failed', async () => {
    const good = { numPassedTests: 7, numFailedTests: 0, testResults: [{ status: 'passed', assertionResults: [passed] }] };
    expect(await tally(good, '0')).toBe('7 passed, 0 failed\n');
    const bad = { numPassedTests: 5, numFailedTests: 2, testResults: [{ status: 'failed', assertionResults: [passed, failed, failed] }] };
    expect(await tally(bad, '1')).toBe('5 passed, 2 failed\n');
  });

  it('counts a file that could not be loaded, and a run that failed without a test', async () => {
    const broken = { numPassedTests: 5, numFailedTests: 0, testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(await tally(broken, '1')).toBe('5 passed, 1 failed\n');
    const unhandled = { numPassedTests: 5, numFailedTests: 0, testResults: [] };
    expect(await tally(unhandled, '1')).toBe('5 passed, 1 failed\n');
    expect(await tally(null, '1')).toBe('0 passed, 1 failed\n');
  });
});

describe('the browser for the tests', () => {
  it('is the one that CHROMIUM_PATH names', async () => {
    const program = run(process.execPath, ['test/scripts/chromium.mjs'], { env: { CHROMIUM_PATH: process.execPath } });
    expect(await program.ended).toEqual({ code: 0, signal: null });
    expect(program.output.stdout).toBe(`${process.execPath}\n`);
  });

  it('is missed with a line that says what to do', async () => {
    const program = run(process.execPath, ['test/scripts/chromium.mjs'], { env: { CHROMIUM_PATH: '/no/chromium' } });
    expect(await program.ended).toEqual({ code: 1, signal: null });
    expect(program.output.stderr).toBe("weft: CHROMIUM_PATH is '/no/chromium', which is no program. Set it to the path of a Chromium.\n");
  });
});
