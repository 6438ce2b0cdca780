import { describe, it } from 'vitest';
import { E2E_TIMEOUT, person } from '../../e2e/browser.ts';
import { JWT_SECRET, tokenFor } from '../../support/jwt.ts';
import { startWhole } from '../../support/whole-server.ts';
import { harnessPage } from '../harness/page.ts';

describe('the badge in a page whose token’s time is over', { timeout: E2E_TIMEOUT }, () => {
  it('stops saying that all is saved, and says that what is written then isn’t', async () => {
    const page = await harnessPage('components/presence-page.tsx');
    const { url } = await startWhole({}, { auth: 'jwt', jwt: { secret: JWT_SECRET }, allowOrigins: [page] });
    const ada = await person();
    // Long enough for a busy machine to show the page before.
    const token = await tokenFor('ada', { home: 'editor' }, 15);
    await ada.page.goto(`${page}/?${new URLSearchParams({ ws: `${url.replace('http', 'ws')}/ws`, user: 'ada', token })}`);
    await ada.shows('Saved');
    await ada.shows('Disconnected');
    await ada.page.evaluate(() => void window.wsInstance?.open('p/home').doc.getMap('notes').set('mine', 'late words'));
    await ada.shows('Not saved');
  });
});
