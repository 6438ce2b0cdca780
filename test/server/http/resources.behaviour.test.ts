import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { ApiClient } from '../../support/api.ts';
import { DocClient } from '../../support/doc-client.ts';
import { startWhole } from '../../support/whole-server.ts';

const ACCOUNTS = { auth: 'accounts' } as const;
const TASKS = '/projects/one/tasks';
const DOCUMENTS = '/projects/one/documents';

async function signUp(url: string, username: string) {
  const client = new ApiClient(url);
  const { user } = await client.done('POST', '/session', { username });
  return { client, user: user.user_id as string };
}

/** A server without users, with a project. */
async function openProject() {
  const { url, settled } = await startWhole();
  const client = new ApiClient(url);
  await client.done('POST', '/projects', { name: 'One', project_id: 'one' });
  return { url, client, settled };
}

describe('watching a task', () => {
  it('is for everybody who may see it', async () => {
    const { url, settled } = await startWhole({}, ACCOUNTS);
    const [ada, eve] = [await signUp(url, 'Ada'), await signUp(url, 'Eve')];
    const { project_id } = await ada.client.done('POST', '/projects', { name: 'Garden' });
    const { secret } = await ada.client.done('POST', `/projects/${project_id}/invites`, { role: 'viewer' });
    await eve.client.done('POST', '/invites/accept', { secret });
    const { task_id } = await ada.client.done('POST', `/projects/${project_id}/tasks`, { title: 'Dig' });
    const task = `/projects/${project_id}/tasks/${task_id}`;
    expect((await eve.client.put(`${task}/watch`, { watching: true })).body.watchers).toEqual({ [eve.user]: true });
    await ada.client.done('POST', `${task}/move`, { status: 'done' });
    await settled();
    expect((await eve.client.get('/notifications')).body.items).toMatchObject([{ kind: 'status', task_id }]);
    await eve.client.put(`${task}/watch`, { watching: false });
    await ada.client.done('POST', `${task}/move`, { status: 'todo' });
    await settled();
    expect((await eve.client.get('/notifications')).body.items[0].count).toBe(1);
  });

  it('is for nobody where there are no users', async () => {
    const { client } = await openProject();
    const { task_id } = await client.done('POST', TASKS, { title: 'Dig' });
    expect(await client.put(`${TASKS}/${task_id}/watch`, { watching: true })).toMatchObject({
      status: 409,
      body: { code: 'session.no-users' },
    });
  });
});

describe('projects', () => {
  it('are made, shown with one’s role, renamed and deleted for good', async () => {
    const { url } = await startWhole({}, ACCOUNTS);
    const { client } = await signUp(url, 'Ada');
    const made = await client.post('/projects', { name: ' Garden ' });
    expect(made).toMatchObject({ status: 201, body: { name: 'Garden', role: 'owner', project_id: expect.stringMatching(/^prj_\w{16}$/) } });
    const path = `/projects/${made.body.project_id}`;
    expect((await client.get('/projects')).body).toEqual({ items: [made.body], next: null });
    expect((await client.patch(path, { name: 'Orchard' })).body).toEqual({ ...made.body, name: 'Orchard' });
    expect((await client.get(path)).body.name).toBe('Orchard');
    expect((await client.get(`${path}/columns`)).body.items).toHaveLength(3);
    expect((await client.delete(path)).status).toBe(204);
    expect((await client.get(path)).status).toBe(404);
    expect((await client.get('/projects')).body.items).toEqual([]);
  });

  it('do not take an id that is taken, nor more than a user may own', async () => {
    const { url } = await startWhole({ limits: { projectsPerUser: 1 } }, ACCOUNTS);
    const { client: ada } = await signUp(url, 'Ada');
    const { client: bob } = await signUp(url, 'Bob');
    await ada.done('POST', '/projects', { name: 'One', project_id: 'one' });
    expect(await bob.post('/projects', { name: 'Mine', project_id: 'one' })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [{ field: 'body.project_id' }] },
    });
    expect(await ada.post('/projects', { name: 'Two' })).toMatchObject({ status: 409, body: { code: 'limit.projects' } });
  });

  it('tell who did what', async () => {
    const { url, settled } = await startWhole({}, ACCOUNTS);
    const { client, user } = await signUp(url, 'Ada');
    await client.done('POST', '/projects', { name: 'One', project_id: 'one' });
    await client.done('POST', TASKS, { title: 'First' });
    await settled();
    const { items } = await client.done('GET', '/projects/one/activity');
    expect(items[0]).toMatchObject({ type: 'task_created', user_id: user, time: expect.any(Number) });
  });
});

describe('members and invites', () => {
  it('let people in by a secret, as often as it may be used', async () => {
    const { url } = await startWhole({}, ACCOUNTS);
    const { client: ada } = await signUp(url, 'Ada');
    const { client: bob, user } = await signUp(url, 'Bob');
    await ada.done('POST', '/projects', { name: 'One', project_id: 'one' });
    const { invite, secret } = await ada.done('POST', '/projects/one/invites', { role: 'editor', uses_max: 1 });
    expect((await new ApiClient(url).post('/invites/look', { secret })).body).toMatchObject({
      project_id: 'one',
      name: 'One',
      role: 'editor',
    });
    expect((await bob.post('/invites/accept', { secret })).body).toMatchObject({ project_id: 'one', role: 'editor' });
    const { items } = await bob.done('GET', '/projects/one/members');
    expect(items.map(({ username, role }: { username: string; role: string }) => [username, role])).toEqual([
      ['Ada', 'owner'],
      ['Bob', 'editor'],
    ]);
    const { client: carol } = await signUp(url, 'Carol');
    expect(await carol.post('/invites/accept', { secret })).toMatchObject({ status: 410, body: { code: 'invite.used-up' } });
    const listed = await ada.done('GET', '/projects/one/invites');
    expect(listed.items).toMatchObject([{ invite_id: invite.invite_id, uses: 1, revoked: false }]);
    expect(JSON.stringify(listed)).not.toContain(secret);
    const second = await ada.done('POST', '/projects/one/invites', { role: 'viewer' });
    await ada.done('DELETE', `/projects/one/invites/${second.invite.invite_id}`);
    expect(await carol.post('/invites/accept', { secret: second.secret })).toMatchObject({ status: 410, body: { code: 'invite.revoked' } });
    expect((await ada.put(`/projects/one/members/${user}`, { role: 'viewer' })).body).toMatchObject({ user_id: user, role: 'viewer' });
    expect(await ada.put('/projects/one/members/usr_missing', { role: 'viewer' })).toMatchObject({
      status: 404,
      body: { code: 'user.unknown' },
    });
    expect((await bob.get('/projects/one')).body.role).toBe('viewer');
    expect((await bob.delete(`/projects/one/members/${user}`)).status, 'leaving').toBe(204);
    expect((await bob.get('/projects/one')).status).toBe(404);
  });
});

describe('tasks', () => {
  it('are made, changed, moved, binned, restored and deleted', async () => {
    const { client } = await openProject();
    const made = await client.post(TASKS, { title: 'Dig', labels: ['b', 'a', 'a'], priority: 'high', due: '2024-02-29' });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      title: 'Dig',
      labels: ['a', 'b'],
      priority: 'high',
      due: '2024-02-29',
      project_id: 'one',
      assignee_id: null,
    });
    expect(made.body.id).toBe(made.body.task_id);
    const path = `${TASKS}/${made.body.task_id}`;
    const [, second] = (await client.done('GET', '/projects/one/columns')).items;
    expect((await client.patch(path, { title: 'Dig deep', due: null })).body).toMatchObject({
      title: 'Dig deep',
      due: null,
      priority: 'high',
    });
    expect((await client.post(`${path}/move`, { status: second.id, after: null })).body).toMatchObject({ status: second.id });
    expect(await client.post(`${path}/move`, { status: 'missing' })).toMatchObject({ status: 422, body: { code: 'column.unknown' } });
    expect((await client.delete(path)).status).toBe(204);
    expect((await client.get(TASKS)).body).toMatchObject({ items: [], total: 0 });
    expect((await client.get(`${TASKS}?binned=true`)).body).toMatchObject({ items: [{ task_id: made.body.task_id }], total: 1 });
    expect((await client.post(`${path}/restore`)).body.deleted_at).toBeNull();
    expect((await client.delete(`${path}?forever=true`)).status).toBe(204);
    expect(await client.get(path)).toMatchObject({ status: 404, body: { code: 'task.unknown' } });
  });

  it('are listed in the order of the board, page by page, and found', async () => {
    const { client } = await openProject();
    const titles = Array.from({ length: 7 }, (_, i) => `Task ${i}`);
    for (const title of titles) await client.done('POST', TASKS, { title, labels: [title.endsWith('3') ? 'odd' : 'even'] });
    const seen: string[] = [];
    let after = '';
    do {
      const page = await client.done('GET', `${TASKS}?limit=3${after}`);
      expect(page.total).toBe(7);
      seen.push(...page.items.map(({ title }: { title: string }) => title));
      after = page.next === null ? '' : `&after=${encodeURIComponent(page.next)}`;
    } while (after !== '');
    expect(seen).toEqual(titles);
    for (const [query, found] of [
      ['label=odd', ['Task 3']],
      ['text=tASK%206', ['Task 6']],
      ['assignee_id=nobody', []],
    ] as const) {
      const { items } = await client.done('GET', `${TASKS}?${query}`);
      expect(
        items.map(({ title }: { title: string }) => title),
        query,
      ).toEqual(found);
    }
  });

  it('are listed page by page whatever their ids and places are', async () => {
    const { url, client } = await openProject();
    const board = await DocClient.join({ url: url.replace('http', 'ws'), room: 'p/one' });
    const ids = ['1', '2', '3'].map((end) => '字'.repeat(127) + end);
    // Columns and cards that a hostile client makes: keys as long as they may be.
    const order = `a${'V'.repeat(255)}`;
    const { doc } = board;
    doc.transact(() => {
      const columns = doc.getMap<Y.Map<unknown>>('project').get('columns');
      columns?.set('字'.repeat(128), new Y.Map(Object.entries({ title: 'Long', order: '字'.repeat(256) })));
      for (const [index, id] of ids.entries()) {
        const task = { title: id, status: '字'.repeat(128), order: `${order.slice(0, -1)}${index + 1}` };
        doc.getMap('tasks').set(id, new Y.Map(Object.entries(task)));
      }
    });
    await expect.poll(async () => (await client.done('GET', TASKS)).total).toBe(3);
    const seen: string[] = [];
    for (let after = ''; ; ) {
      const page = await client.done('GET', `${TASKS}?limit=1${after}`);
      for (const { task_id } of page.items) seen.push(task_id);
      if (page.next === null) break;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
    expect(seen).toEqual(ids);
  });

  it('that are made here are on the board of whoever has it open', async () => {
    const { url, client } = await openProject();
    const board = await DocClient.join({ url: url.replace('http', 'ws'), room: 'p/one' });
    const { task_id } = await client.done('POST', TASKS, { title: 'Seen' });
    await board.line.until('it came', () => board.doc.getMap('tasks').get(task_id) instanceof Y.Map);
    await board.close();
  });
});

describe('documents', () => {
  it('are made, renamed, binned, restored and deleted', async () => {
    const { client } = await openProject();
    const made = await client.post(DOCUMENTS, { title: 'Notes', markdown: '# Hello\n\nWorld' });
    expect(made).toMatchObject({ status: 201, body: { title: 'Notes', kind: 'lexical', project_id: 'one', deleted_at: null } });
    const path = `${DOCUMENTS}/${made.body.document_id}`;
    expect((await client.patch(path, { title: 'Log' })).body.title).toBe('Log');
    await client.done('DELETE', path);
    expect((await client.get(DOCUMENTS)).body.items).toEqual([]);
    expect((await client.get(`${DOCUMENTS}?binned`)).body.items).toHaveLength(1);
    expect(await client.post(`${path}/content`, 'More')).toMatchObject({ status: 409, body: { code: 'document.binned' } });
    expect((await client.get(`${path}/content`)).status, 'it can still be read').toBe(200);
    expect((await client.post(`${path}/restore`)).body.deleted_at).toBeNull();
    await client.done('DELETE', `${path}?forever=true`);
    expect(await client.get(path)).toMatchObject({ status: 404, body: { code: 'document.unknown' } });
    expect(await client.get(`${path}/content`)).toMatchObject({ status: 404, body: { code: 'document.unknown' } });
  });

  it('are read in the format that is asked for', async () => {
    const { client } = await openProject();
    const { document_id } = await client.done('POST', DOCUMENTS, { title: 'Notes', markdown: '# Hello\n\n**World** <script>' });
    const path = `${DOCUMENTS}/${document_id}/content`;
    for (const [options, type, content] of [
      [{}, 'application/json', undefined],
      [{ accept: 'text/markdown' }, 'text/markdown', '# Hello'],
      [{ accept: 'text/html,application/json;q=0.9' }, 'text/html', '<h1'],
      [{ accept: 'text/markdown;q=0.2, text/plain;q=0.8' }, 'text/plain', 'World'],
      [{ accept: 'image/png' }, 'application/json', undefined],
    ] as const) {
      const { headers, body } = await client.get(path, { headers: options });
      expect(headers['content-type']).toContain(type);
      expect(headers['content-security-policy']).toContain('sandbox');
      if (content === undefined) expect(body.root.children.length).toBe(2);
      else expect(body).toContain(content);
    }
    const html = await client.get(`${path}?format=html`, { headers: { accept: 'application/json' } });
    expect(html.headers['content-type']).toContain('text/html');
    expect(html.body).not.toContain('<script>');
  });

  it('are appended to and replaced by Markdown, as it is or in JSON', async () => {
    const { client } = await openProject();
    const { document_id } = await client.done('POST', DOCUMENTS, { title: 'Notes', markdown: 'One' });
    const path = `${DOCUMENTS}/${document_id}/content`;
    const markdown = async () => (await client.get(`${path}?format=markdown`)).body.trim();
    expect((await client.post(path, 'Two')).status).toBe(204);
    expect((await client.post(path, { markdown: 'Three' })).status).toBe(204);
    expect(await markdown()).toBe('One\n\nTwo\n\nThree');
    expect((await client.put(path, '- only')).status).toBe(204);
    expect(await markdown()).toBe('- only');
    expect(await client.post(path, { text: 'x' })).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });
});

describe('notifications', () => {
  it('are listed, read, archived and muted by whom they are for', async () => {
    const { url, settled } = await startWhole({}, ACCOUNTS);
    const { client: ada } = await signUp(url, 'Ada');
    const { client: bob, user } = await signUp(url, 'Bob');
    await ada.done('POST', '/projects', { name: 'One', project_id: 'one' });
    await ada.done('PUT', `/projects/one/members/${user}`, { role: 'editor' });
    await ada.done('POST', TASKS, { title: 'For Bob', assignee_id: user });
    await settled();
    const inbox = await bob.done('GET', '/notifications');
    expect(inbox.unread).toBe(inbox.items.length);
    expect(inbox.items[0]).toMatchObject({ kind: 'assigned', project_id: 'one', read: false, archived: false });
    const path = `/notifications/${inbox.items[0].notification_id}`;
    expect((await bob.patch(path, { read: true })).body.read).toBe(true);
    expect((await bob.done('GET', '/notifications?tab=unread')).unread).toBe(inbox.unread - 1);
    expect((await bob.patch(path, { archived: true })).body.archived).toBe(true);
    expect((await bob.done('GET', '/notifications?tab=archived')).items).toHaveLength(1);
    expect((await bob.post('/notifications/read-all')).status).toBe(204);
    expect((await bob.done('GET', '/notifications')).unread).toBe(0);
    expect((await bob.put('/notifications/settings', { muted: ['project:one', 'kind:status'] })).body.muted.sort()).toEqual([
      'kind:status',
      'project:one',
    ]);
    expect((await bob.put('/notifications/settings', { muted: ['kind:status'] })).body.muted).toEqual(['kind:status']);
    expect((await bob.done('GET', '/notifications/settings')).muted).toEqual(['kind:status']);
    expect((await ada.done('GET', '/notifications')).items).toEqual([]);
    expect(await bob.patch(path, {})).toMatchObject({ status: 400 });
  });
});

describe('an idempotency key', () => {
  it.each([
    ['/projects', { name: 'Two' }],
    [TASKS, { title: 'Once' }],
    [DOCUMENTS, { title: 'Once', markdown: 'Words' }],
    ['/projects/one/invites', { role: 'editor' }],
    ['/projects/one/webhooks', { url: 'https://hooks.example.com/x' }],
  ] as const)('makes POST %s happen once, and the answer the same', async (path, body) => {
    const { client } = await openProject();
    const key = { 'idempotency-key': 'f2b1c7de-5c0e-4b6a-9a53-000000000001' };
    const count = async () => (await client.done('GET', path)).items.length;
    const before = await count();
    const [first, other] = await Promise.all([client.post(path, body, key), client.post(path, body, key)]);
    const [made, refused] = first.status === 201 ? [first, other] : [other, first];
    expect(made.status).toBe(201);
    expect(refused.status === 409 ? refused.body.code : refused.body).toEqual(
      refused.status === 409 ? 'idempotency.in-progress' : made.body,
    );
    const again = await client.post(path, body, key);
    expect(again).toMatchObject({ status: 201, body: made.body, headers: { 'idempotency-replayed': 'true' } });
    expect(
      await client.post(
        path,
        {
          ...body,
          ...('name' in body
            ? { name: 'Other' }
            : 'title' in body
              ? { title: 'Other' }
              : 'role' in body
                ? { role: 'viewer' }
                : { types: ['task_created'] }),
        },
        key,
      ),
    ).toMatchObject({
      status: 422,
      body: { code: 'idempotency.reused' },
    });
    expect(await count()).toBe(before + 1);
    expect(await client.post(path, body, { 'idempotency-key': 'short' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'header.idempotency-key' }] },
    });
  });

  it('makes one access token, and shows it again', async () => {
    const { url } = await startWhole({}, ACCOUNTS);
    const { client } = await signUp(url, 'Ada');
    const key = { 'idempotency-key': 'f2b1c7de-5c0e-4b6a-9a53-000000000002' };
    const made = await client.post('/session/tokens', { label: 'Robot' }, key);
    expect(await client.post('/session/tokens', { label: 'Robot' }, key)).toMatchObject({ status: 201, body: made.body });
    const { items } = await client.done('GET', '/session/tokens');
    expect(items.filter(({ kind }: { kind: string }) => kind === 'token')).toHaveLength(1);
  });

  it('appends once, also when the answer has no body', async () => {
    const { client } = await openProject();
    const { document_id } = await client.done('POST', DOCUMENTS, { title: 'Log' });
    const path = `${DOCUMENTS}/${document_id}/content`;
    const key = { 'idempotency-key': 'f2b1c7de-5c0e-4b6a-9a53-000000000003' };
    expect(await client.post(path, { markdown: 'One line' }, key)).toMatchObject({ status: 204 });
    expect(await client.post(path, { markdown: 'One line' }, key)).toMatchObject({
      status: 204,
      headers: { 'idempotency-replayed': 'true' },
    });
    expect(await client.post(path, { markdown: 'Another' }, key)).toMatchObject({ status: 422, body: { code: 'idempotency.reused' } });
    expect((await client.get(`${path}?format=text`)).body.trim()).toBe('One line');
  });
});
