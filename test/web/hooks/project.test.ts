import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { E2E_TIMEOUT, person } from '../../e2e/browser.ts';
import { ApiClient } from '../../support/api.ts';
import { eventually } from '../../support/eventually.ts';
import { startWhole } from '../../support/whole-server.ts';
import { harnessPage } from '../harness/page.ts';

interface Someone {
  readonly api: ApiClient;
  readonly user: string;
  readonly name: string;
}

interface Project {
  readonly project: string;
  readonly ada: Someone;
  readonly bob: Someone;
  /** The project in Chromium, with one of its documents at hand. */
  readonly open: (who: Someone, document?: string) => Promise<Page>;
}

async function signUp(url: string, name: string): Promise<Someone> {
  const api = new ApiClient(url);
  const { user } = await api.done('POST', '/session', { username: name });
  return { api, user: user.user_id, name };
}

/** A project of Ada's in which Bob is an editor. */
async function project(): Promise<Project> {
  const { url } = await startWhole({}, { auth: 'accounts' });
  const [ada, bob] = [await signUp(url, 'Ada'), await signUp(url, 'Bob')];
  const { project_id } = await ada.api.done('POST', '/projects', { name: 'Garden' });
  const { secret } = await ada.api.done('POST', `/projects/${project_id}/invites`, { role: 'editor' });
  await bob.api.done('POST', '/invites/accept', { secret });
  const address = await harnessPage('hooks/project-page.tsx');
  const open = async ({ api, user, name }: Someone, document = ''): Promise<Page> => {
    const { page } = await person();
    const [cookie = '', value = ''] = api.cookie?.split('=') ?? [];
    await page.context().addCookies([{ name: cookie, value, url }]);
    const query = new URLSearchParams({ ws: `${url.replace('http', 'ws')}/ws`, user, name, project: project_id, document });
    await page.goto(`${address}/?${query}`);
    return page;
  };
  return { project: project_id, ada, bob, open };
}

describe('a project in a page', { timeout: E2E_TIMEOUT }, () => {
  it('tells its name, one’s own role, its members with who is here, and its documents', async () => {
    const { ada, bob, project: id, open } = await project();
    await ada.api.done('POST', `/projects/${id}/documents`, { title: 'Plan', kind: 'text' });
    const page = await open(bob);
    const lines = (): Promise<string[]> => page.getByRole('listitem').allInnerTexts();
    const wanted = ['Garden, editor, editable', 'Ada owner offline,Bob editor online', 'Plan text'];
    await eventually('the page tells it', async () => (await lines()).join('\n') === wanted.join('\n'), { every: 20, seen: lines });
    await ada.api.done('PUT', `/projects/${id}/members/${bob.user}`, { role: 'viewer' });
    await page.getByText('Garden, viewer, read').waitFor();
    await page.getByText('Bob viewer online').waitFor();
  });

  it('an inbox shows what came, and a mark is saved when its promise has settled', async () => {
    const { ada, bob, project: id, open } = await project();
    const page = await open(ada);
    await page.getByText('0 unread').waitFor();
    await bob.api.done('POST', `/projects/${id}/tasks`, { title: 'Dig', assignee_id: ada.user });
    await page.getByText('1 unread: Dig').waitFor();
    await page.evaluate(async () => {
      const { inbox } = window.answers;
      await inbox?.actions?.markRead(inbox.notifications.map(({ notification_id }) => notification_id));
    });
    expect((await ada.api.done('GET', '/notifications')).items).toMatchObject([{ title: 'Dig', read: true }]);
    await page.getByText('0 unread: ').waitFor();
  });

  it('two people edit one plain text and see each other; any other document refuses such edits', async () => {
    const { ada, bob, project: id, open } = await project();
    const { document_id: text } = await ada.api.done('POST', `/projects/${id}/documents`, { title: 'Plan', kind: 'text' });
    const { document_id: lexical } = await ada.api.done('POST', `/projects/${id}/documents`, { title: 'Roadmap' });
    const [adas, bobs] = await Promise.all([open(ada, text), open(bob, text)]);
    for (const page of [adas, bobs]) {
      await page.getByText('false :').waitFor();
      await page.evaluate(() => window.answers.editing?.startCollaboration());
    }
    await adas.getByText('true Bob:').waitFor();
    await bobs.getByText('true Ada:').waitFor();
    await adas.evaluate(() => window.answers.editing?.sendEdit('insert', 0, 'Hello, world'));
    await bobs.getByText('true Ada: Hello, world').waitFor();
    await bobs.evaluate(() => window.answers.editing?.sendEdit('delete', 5, ', world'));
    await adas.getByText('true Bob: Hello', { exact: true }).waitFor();
    await bobs.evaluate(() => window.answers.editing?.endCollaboration());
    await adas.getByText('true : Hello').waitFor();

    const other = await open(ada, lexical);
    await other.getByText('false :').waitFor();
    await other.evaluate(() => window.answers.editing?.startCollaboration());
    await other.getByText('true').waitFor();
    const said = await other.evaluate(() => window.answers.editing?.sendEdit('insert', 0, 'x').catch((error) => error.code));
    expect(said).toBe('document.kind');
  });
});
