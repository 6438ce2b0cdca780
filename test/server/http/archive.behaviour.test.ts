import { setTimeout as sleep } from 'node:timers/promises';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { addComment, createThread, deleteComment, resolveThread } from '../../../shared/model/comments.ts';
import { commentsRoom } from '../../../shared/rooms.ts';
import { ApiClient } from '../../support/api.ts';
import { DocClient } from '../../support/doc-client.ts';
import { eventually } from '../../support/eventually.ts';
import { pngOf } from '../../support/images.ts';
import { startWhole } from '../../support/whole-server.ts';

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

interface Archive {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** Paths with their texts, in the order of the zip. */
  readonly files: ReadonlyMap<string, string>;
}

async function archiveOf({ url, cookie }: ApiClient, project: string): Promise<Archive> {
  const answer = await fetch(`${url}/api/projects/${project}/archive`, { headers: cookie === null ? {} : { cookie } });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const files = answer.ok ? Object.entries(unzipSync(bytes)).map(([path, content]) => [path, strFromU8(content)] as const) : [];
  return { status: answer.status, headers: answer.headers, bytes, files: new Map(files) };
}

async function signUp(url: string, username: string) {
  const client = new ApiClient(url);
  const { user } = await client.done('POST', '/session', { username });
  return { client, user: user.user_id as string };
}

describe('the archive of a project', () => {
  it('holds the board, the documents and their images as Markdown that leads from one to the other', async () => {
    const { url } = await startWhole({}, { auth: 'accounts' });
    const { client, user } = await signUp(url, 'Ada');
    const { project_id } = await client.done('POST', '/projects', { name: '花园: 2026' });
    const project = `/projects/${project_id}`;
    const { file_id } = await client.done('POST', `${project}/files`, PIXEL);
    const hills = `![Hills](weft:file/${file_id} "1x1")`;
    const lost = `![Lost](weft:file/${'0'.repeat(64)})`;
    await client.done('POST', `${project}/documents`, { title: '计划', markdown: `# *Plan*\n\n${hills}\n\n${lost}` });
    await client.done('POST', `${project}/documents`, { title: 'a/../b', markdown: `| a |\n|---|\n| ${hills} |` });
    await client.done('POST', `${project}/documents`, { title: 'A .. B', kind: 'text', markdown: 'as *it* is' });
    const { document_id } = await client.done('POST', `${project}/documents`, { title: 'Thrown away', markdown: 'secret' });
    await client.done('DELETE', `${project}/documents/${document_id}`);
    await client.done('POST', `${project}/tasks`, {
      title: 'Dig [here]',
      assignee_id: user,
      labels: ['soil', 'spring'],
      due: '2026-04-01',
      priority: 'high',
      description: `With @[Ada](user:${user})\n\n# not a heading`,
    });
    await client.done('POST', `${project}/tasks`, { title: 'Plan', status: 'done' });

    const { headers, files, bytes } = await archiveOf(client, project_id);
    expect(headers.get('content-type')).toBe('application/zip');
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="project.zip"; filename*=UTF-8''${encodeURIComponent('花园 2026.zip')}`,
    );
    expect([...files.keys()]).toEqual([
      'board.md',
      `files/${file_id}.png`,
      'documents/计划.md',
      'documents/a .. b.md',
      'documents/A .. B (2).md',
      'README.md',
    ]);
    expect(files.get('documents/计划.md')).toBe(`# *Plan*\n\n![Hills](../files/${file_id}.png "1x1")\n\n${lost}\n`);
    expect(files.get('documents/a .. b.md')).toContain(`| ![Hills](../files/${file_id}.png "1x1") |`);
    expect(files.get('documents/A .. B (2).md')).toBe('as *it* is');
    expect(Buffer.from(unzipSync(bytes)[`files/${file_id}.png`] ?? [])).toEqual(PIXEL);
    expect(files.get('board.md')).toBe(
      [
        '# Board',
        '## To do',
        [
          '- [ ] Dig \\[here\\]',
          '    - **Assignee:** Ada',
          '    - **Due:** 2026-04-01',
          '    - **Priority:** high',
          '    - **Labels:** soil, spring',
          '    - **Description:** With @Ada<br><br># not a heading',
        ].join('\n'),
        '## In progress',
        '## Done',
        '- [x] Plan\n',
      ].join('\n\n'),
    );
    expect(files.get('README.md')).toBe(
      [
        '# 花园: 2026',
        'Everything in this project as Markdown: [the board](board.md) and the documents.',
        '## Documents',
        `- [计划](documents/${encodeURIComponent('计划')}.md)\n- [a/../b](documents/a%20..%20b.md)\n- [A .. B](<documents/A%20..%20B%20(2).md>)`,
        '## Members',
        '- Ada (owner)\n',
      ].join('\n\n'),
    );
    expect((await archiveOf(client, project_id)).bytes, 'the same project is the same bytes').toEqual(bytes);
  });

  it('tells what was said of a task, but not what was taken back', async () => {
    const { url } = await startWhole();
    const client = new ApiClient(url);
    await client.done('POST', '/projects', { name: 'One', project_id: 'one' });
    const { task_id } = await client.done('POST', '/projects/one/tasks', { title: 'Dig' });
    const comments = await DocClient.join({ url: url.replace('http', 'ws'), room: commentsRoom('one', null) });
    const doing = { now: Date.UTC(2026, 0, 1), by: null };
    createThread(comments.doc, 'thr_1', { task_id, comment_id: 'cmt_1', text: 'Look\ntwice' }, doing);
    addComment(comments.doc, 'thr_1', 'cmt_2', 'unsaid', doing);
    deleteComment(comments.doc, 'thr_1', 'cmt_2', doing.now);
    await comments.settled();
    await comments.close();
    const board = (await archiveOf(client, 'one')).files.get('board.md');
    expect(board).toMatch(/ {4}- \*\*Comments:\*\*\n {8}- \*\*\d{4}-\d\d-\d\d \d\d:\d\d UTC:\*\* Look\\\n {12}twice\n\n## In progress/);
  });

  it('tells what was said about a document beside it: the words that it is about, answers, and that it is settled', async () => {
    const { url } = await startWhole();
    const client = new ApiClient(url);
    const { project_id } = await client.done('POST', '/projects', { name: 'Garden' });
    const of = async (title: string, markdown: string): Promise<DocClient> => {
      const { document_id } = await client.done('POST', `/projects/${project_id}/documents`, { title, markdown });
      return DocClient.join({ url: url.replace('http', 'ws'), room: commentsRoom(project_id, document_id) });
    };
    const long = Array.from({ length: 20_000 }, (_, index) => `Line ${index}`).join(' ');
    const [plan, quiet] = [await of('Plan?', 'Dig a *hole*'), await of('Quiet', long)];
    const doing = { now: Date.UTC(2026, 0, 1), by: null };
    const anchor = { start: 'AA', end: 'AA', quote: 'a hole', before: '', after: '' };
    createThread(plan.doc, 'thr_1', { anchor, comment_id: 'cmt_1', text: 'How *deep*?' }, doing);
    addComment(plan.doc, 'thr_1', 'cmt_2', 'Ask @[Ada](user:usr_ada)', doing);
    resolveThread(plan.doc, 'thr_1', doing);
    createThread(quiet.doc, 'thr_1', { comment_id: 'cmt_1', text: 'unsaid' }, doing);
    deleteComment(quiet.doc, 'thr_1', 'cmt_1', doing.now);
    await Promise.all([plan.settled(), quiet.settled()]);
    await Promise.all([plan.close(), quiet.close()]);
    const { files } = await archiveOf(client, project_id);
    expect([...files.keys()]).toEqual(['board.md', 'comments/Plan.md', 'documents/Plan.md', 'documents/Quiet.md', 'README.md']);
    expect(files.get('comments/Plan.md')).toMatch(
      /^# Comments on Plan\?\n\n> a hole\n\n- \*\*[\d-]+ [\d:]+ UTC:\*\* How \\\*deep\\\*\?\n- \*\*.* UTC:\*\* Ask @Ada\n\nResolved, .* UTC\.\n$/,
    );
    expect(files.get('README.md')).toContain(
      '- [Plan?](documents/Plan.md) ([comments](comments/Plan.md))\n- [Quiet](documents/Quiet.md)\n',
    );
    // Packed piece by piece, and all of it.
    expect(files.get('documents/Quiet.md')).toBe(`${long}\n`);
  });

  it('is for whoever may read the project, and nobody else', async () => {
    const { url } = await startWhole({}, { auth: 'accounts' });
    const [ada, eve, mel] = [await signUp(url, 'Ada'), await signUp(url, 'Eve'), await signUp(url, 'Mel')];
    const { project_id } = await ada.client.done('POST', '/projects', { name: 'Garden' });
    const { secret } = await ada.client.done('POST', `/projects/${project_id}/invites`, { role: 'viewer' });
    await eve.client.done('POST', '/invites/accept', { secret });
    expect((await archiveOf(eve.client, project_id)).files.has('README.md')).toBe(true);
    expect((await archiveOf(mel.client, project_id)).status).toBe(404);
    expect((await archiveOf(new ApiClient(url), project_id)).status).toBe(401);
    await ada.client.done('DELETE', `/projects/${project_id}/members/${eve.user}`);
    expect((await archiveOf(eve.client, project_id)).status).toBe(404);
  });

  it('ends at the next document for whoever is removed while it is on its way', async () => {
    const { url } = await startWhole({}, { auth: 'accounts' });
    const [ada, eve] = [await signUp(url, 'Ada'), await signUp(url, 'Eve')];
    const { project_id } = await ada.client.done('POST', '/projects', { name: 'Garden' });
    const project = `/projects/${project_id}`;
    await ada.client.done('PUT', `${project}/members/${eve.user}`, { role: 'viewer' });
    // More than the line between takes while nobody reads.
    for (const end of [1, 2]) {
      const { file_id } = await ada.client.done('POST', `${project}/files`, pngOf(9_000_000, String(end)));
      await ada.client.done('POST', `${project}/documents`, { title: 'Large', markdown: `![](weft:file/${file_id})` });
    }
    const answer = await fetch(`${url}/api${project}/archive`, { headers: { cookie: eve.client.cookie ?? '' } });
    expect(answer.status).toBe(200);
    await sleep(1_100);
    await ada.client.done('DELETE', `${project}/members/${eve.user}`);
    // Its length alone: bytes of a whole one would take long to be told.
    await expect(answer.arrayBuffer().then(({ byteLength }) => byteLength)).rejects.toThrow();
  });

  it('is made for one person twice at once, not more, and not for those who left', async () => {
    const { url } = await startWhole();
    const client = new ApiClient(url);
    await client.done('POST', '/projects', { name: 'One', project_id: 'one' });
    const pages: string[] = [];
    // More than the line between takes while nobody reads.
    for (const end of [1, 2]) {
      const { file_id } = await client.done('POST', '/projects/one/files', pngOf(9_000_000, String(end)));
      pages.push(`![](weft:file/${file_id})`);
    }
    await client.done('POST', '/projects/one/documents', { title: 'Large', markdown: pages.join('\n\n') });
    const leave = new AbortController();
    const open = (): Promise<Response> => fetch(`${url}/api/projects/one/archive`, { signal: leave.signal });
    const first = [await open(), await open()];
    expect(first.map(({ status }) => status)).toEqual([200, 200]);
    const third = await open();
    expect([third.status, third.headers.get('retry-after'), await third.json()]).toEqual([
      429,
      '5',
      expect.objectContaining({ code: 'request.too-many' }),
    ]);
    leave.abort();
    await eventually('there is room again', async () => (await archiveOf(client, 'one')).files.size === 5, { every: 50 });
  });
});
