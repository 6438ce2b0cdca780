import { afterEach, describe, expect, it, vi } from 'vitest';
import { E2E_TIMEOUT, person } from '../../e2e/browser.ts';
import { harnessPage } from '../harness/page.ts';

/** Nobody is there: what is looked at is where a page asks. */
const ELSEWHERE = 'ws://127.0.0.1:9/somewhere/ws';

afterEach(() => void vi.unstubAllEnvs());

describe('where a page looks for its server', { timeout: E2E_TIMEOUT }, () => {
  it('is what VITE_WS_URL said when the page was built', async () => {
    vi.stubEnv('VITE_WS_URL', ELSEWHERE);
    const address = await harnessPage('hooks/server-url-page.tsx');
    const { page } = await person();
    const socket = page.waitForEvent('websocket');
    await page.goto(address);
    expect((await socket).url()).toBe(`${ELSEWHERE}/p/home`);
  });
});
