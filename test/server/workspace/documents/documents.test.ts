import { createHeadlessEditor } from '@lexical/headless';
import { createBindingV2__EXPERIMENTAL as createBinding, syncYjsStateToLexicalV2__EXPERIMENTAL as syncStateToLexical } from '@lexical/yjs';
import { TabNode, TextNode } from 'lexical';
import { describe, expect, it } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { createMemoryStore } from '../../../../server/store/memory.ts';
import type { Actor } from '../../../../server/workspace/actor.ts';
import { FORMATS } from '../../../../server/workspace/documents/documents.ts';
import { NODES } from '../../../../shared/lexical/nodes.ts';
import { ELEMENTS, RUNS } from '../../../../shared/lexical/schema.ts';
import { ROOT_NAME } from '../../../../shared/lexical/seed.ts';
import { addDocument } from '../../../../shared/model/documents.ts';
import { commentsRoom, documentRoom, projectRoom } from '../../../../shared/rooms.ts';
import { bindingProvider } from '../../../../web/editor/binding/binding-provider.ts';
import { type TestWorkspace, type TestWorkspaceOptions, testWorkspace } from '../../../support/workspace.ts';

const PLAN = documentRoom('home', 'plan');

async function house(options: TestWorkspaceOptions = {}): Promise<{ workspace: TestWorkspace; ada: Actor }> {
  const workspace = await testWorkspace(options);
  const ada = await workspace.person('ada', 'Ada');
  await workspace.projects.create(ada, { name: 'Home', project_id: 'home' });
  return { workspace, ada };
}

/** What an editor with the same nodes shows of a document, by Lexical's own binding. */
function boundState(doc: Y.Doc): string {
  const editor = createHeadlessEditor({
    nodes: NODES,
    onError: (error) => {
      throw error;
    },
  });
  const awareness = new Awareness(doc);
  syncStateToLexical(
    createBinding(editor, 'document', doc, new Map()),
    bindingProvider(awareness, () => true),
  );
  awareness.destroy();
  return JSON.stringify(editor.getEditorState().toJSON());
}

const copyOf = (workspace: TestWorkspace, room: string): Promise<Y.Doc> =>
  workspace.rooms.read(room, (doc) => {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    return copy;
  });

describe('documents', () => {
  it('are listed, made, changed, binned, restored and deleted with all that is theirs', async () => {
    const { workspace, ada } = await house();
    const { documents } = workspace;
    const plan = await documents.create(ada, 'home', { title: 'Plan', document_id: 'plan', markdown: '# Plan\n\nDig.' });
    expect(plan).toMatchObject({ document_id: 'plan', kind: 'lexical', created_by: 'ada', deleted_at: null });
    const notes = await documents.create(ada, 'home', { title: 'Notes', kind: 'text' });
    expect(notes.document_id).toMatch(/^doc_\w{16}$/);
    expect((await documents.list('home')).map(({ title }) => title)).toEqual(['Plan', 'Notes']);
    expect(await documents.change(ada, 'home', 'plan', { title: 'Plans', after: notes.document_id })).toMatchObject({ title: 'Plans' });
    expect((await documents.list('home')).map(({ title }) => title)).toEqual(['Notes', 'Plans']);
    expect(await documents.bin(ada, 'home', 'plan')).toMatchObject({ deleted_at: expect.any(Number) });
    expect((await documents.list('home')).map(({ title }) => title)).toEqual(['Notes']);
    expect((await documents.list('home', { binned: true })).map(({ title }) => title)).toEqual(['Plans']);
    await expect(documents.write(ada, 'home', 'plan', 'x', 'append')).rejects.toMatchObject({ code: 'document.binned' });
    expect(await documents.read('home', 'plan', 'text')).toBe('Plan\n\nDig.');
    await documents.restore(ada, 'home', 'plan');
    await workspace.edit(commentsRoom('home', 'plan'), 'ada', (doc) => void doc.getMap('threads').set('x', 1));
    await documents.remove(ada, 'home', 'plan');
    await expect(documents.get('home', 'plan')).rejects.toMatchObject({ code: 'document.unknown' });
    await expect(documents.read('home', 'plan', 'json')).rejects.toMatchObject({ code: 'document.unknown' });
    expect([await workspace.journal.head(PLAN), await workspace.journal.head(commentsRoom('home', 'plan'))]).toEqual([0, 0]);
  });

  it('what can not be is told, and leaves nothing', async () => {
    const { workspace, ada } = await house({ limits: { documentsPerProject: 1, documentBytes: 20_000 } });
    const { documents } = workspace;
    await expect(documents.create(ada, 'home', { title: '' })).rejects.toMatchObject({
      code: 'request.invalid',
      faults: [{ field: 'title' }],
    });
    await documents.create(ada, 'home', { title: 'Plan', document_id: 'plan' });
    await expect(documents.create(ada, 'home', { title: 'More' })).rejects.toMatchObject({ code: 'limit.documents' });
    await expect(documents.write(ada, 'home', 'plan', 'x'.repeat(30_000), 'append')).rejects.toMatchObject({ code: 'document.too-large' });
    expect(await documents.read('home', 'plan', 'text')).toBe('');
    await expect(documents.write(ada, 'home', 'ghost', 'x', 'append')).rejects.toMatchObject({ code: 'document.unknown' });
    await expect(documents.get('nowhere', 'plan')).rejects.toMatchObject({ code: 'project.unknown' });
  });

  it('the gate is told what a document is, also of one whose entry is on its way to the disk', async () => {
    const { workspace, ada } = await house();
    const { documents } = workspace;
    expect(await documents.state('home', 'plan')).toBe('gone');
    const making = workspace.edit(projectRoom('home'), 'ada', (doc) => addDocument(doc, 'plan', { title: 'Plan' }, { now: 1, by: 'ada' }));
    await Promise.resolve();
    const asked = documents.state('home', 'plan');
    await making;
    expect(await documents.state('home', 'plan')).toBe('listed');
    expect(['listed', 'gone']).toContain(await asked);
    await documents.bin(ada, 'home', 'plan');
    expect(await documents.state('home', 'plan')).toBe('binned');
    await documents.remove(ada, 'home', 'plan');
    expect(await documents.state('home', 'plan')).toBe('gone');
  });
});

describe('the content of a document', () => {
  const MARKDOWN = [
    '# Title',
    'Some **bold**, <u>under</u> and *it* [@Ada](weft:user/ada)',
    '- a\n    - b\n- c',
    '1. one\n2. two',
    '- [x] done',
    '> quote',
    '> [!TIP]\n> Look\\\n> here',
    '```js\nlet a;\n\n\tb();\n```',
    '---',
    `![Two hills](weft:file/${'ab'.repeat(32)} "800x600")`,
    '| Day | Task |\n| --- | --- |\n| Mon |  |\n| Tue | a<br>**b** |',
    '[words](https://x.y/ "title")<sub>2</sub>',
  ].join('\n\n');

  it('is written as Lexical’s own binding writes it, and exported as an editor shows it', async () => {
    const { workspace, ada } = await house();
    await workspace.documents.create(ada, 'home', { title: 'Plan', document_id: 'plan', markdown: MARKDOWN });
    expect(await workspace.documents.read('home', 'plan', 'json')).toBe(boundState(await copyOf(workspace, PLAN)));
    expect(await workspace.documents.read('home', 'plan', 'markdown')).toBe(MARKDOWN);
    expect(await workspace.documents.read('home', 'plan', 'html')).toContain(
      '<h1>Title</h1>\n<p>Some <strong>bold</strong>, <u>under</u> and <em>it</em>',
    );
    expect(await workspace.documents.read('home', 'plan', 'text')).toBe(
      'Title\n\nSome bold, under and it @Ada\n\na\nb\nc\n\none\ntwo\n\ndone\n\nquote\n\nLook\nhere\n\nlet a;\n\n\tb();\n\n\n\nTwo hills\n\n' +
        'Day\tTask\nMon\t\nTue\ta\nb\n\nwords2',
    );
  });

  it('has one node for each tab, and a text in every empty block', async () => {
    const { workspace, ada } = await house();
    await workspace.documents.create(ada, 'home', {
      title: 'Plan',
      document_id: 'plan',
      markdown: 'a\t\tb\n\n#\n\n- \n\n```\n```\n\n> [!TIP]\n\n[@A](weft:user/a)[@B](weft:user/b)',
    });
    const copy = await copyOf(workspace, PLAN);
    expect(await workspace.documents.read('home', 'plan', 'json')).toBe(boundState(copy));
    expect(await workspace.documents.read('home', 'plan', 'text')).toContain('a\t\tb');
    const [, heading, list, code, callout, mentions] = copy.get(ROOT_NAME, Y.XmlElement).toArray() as Y.XmlElement[];
    const [item] = (list?.toArray() ?? []) as Y.XmlElement[];
    for (const block of [heading, item, code, callout]) expect(block?.toArray()).toEqual([expect.any(Y.XmlText)]);
    // Behind a mention too: two people's first letters there go into the same text.
    const text = expect.any(Y.XmlText);
    const mention = expect.any(Y.XmlElement);
    expect(mentions?.toArray()).toEqual([mention, text, mention, text]);
  });

  it.each(['`a` ', '[[](x)', 'a\n\n', '- a\n', '|-|\n'])(
    'takes no Markdown that means more nodes than are written at once: %j',
    async (piece) => {
      const { workspace, ada } = await house({ limits: { updateStructs: 1_000 } });
      const { documents } = workspace;
      await documents.create(ada, 'home', { title: 'Plan', document_id: 'plan', markdown: 'Dig.' });
      for (const how of ['append', 'replace'] as const) {
        await expect(documents.write(ada, 'home', 'plan', piece.repeat(600), how)).rejects.toMatchObject({ code: 'document.too-large' });
      }
      const draft = { title: 'Wide', document_id: 'wide', markdown: piece.repeat(600) };
      await expect(documents.create(ada, 'home', draft)).rejects.toMatchObject({ code: 'document.too-large' });
      expect(await documents.read('home', 'plan', 'text')).toBe('Dig.');
      await documents.write(ada, 'home', 'plan', piece.repeat(100), 'append');
      await documents.write(ada, 'home', 'plan', 'word '.repeat(10_000), 'replace');
    },
  );

  it('of kind text is plain', async () => {
    const { workspace, ada } = await house();
    await workspace.documents.create(ada, 'home', { title: 'Plan', document_id: 'plan', kind: 'text', markdown: '<b>one' });
    await workspace.documents.write(ada, 'home', 'plan', 'two', 'append');
    const read = await Promise.all(FORMATS.map((format) => workspace.documents.read('home', 'plan', format)));
    expect(read).toEqual(['"<b>one\\ntwo"', '<b>one\ntwo', '<pre>&#60;b&#62;one\ntwo</pre>', '<b>one\ntwo']);
    await workspace.documents.write(ada, 'home', 'plan', 'new \ud800', 'replace');
    expect(await workspace.documents.read('home', 'plan', 'text')).toBe('new \ufffd');
    await workspace.documents.write(ada, 'home', 'plan', 'new', 'replace');
    expect(await workspace.documents.read('home', 'plan', 'text')).toBe('new');
  });

  it('appended blocks stand in order behind what is there, before an empty last paragraph; nothing there is touched', async () => {
    const { workspace, ada } = await house();
    const { documents } = workspace;
    await documents.create(ada, 'home', { title: 'Plan', document_id: 'plan' });
    const ids = (doc: Y.Doc): unknown[] =>
      doc
        .get(ROOT_NAME, Y.XmlElement)
        .toArray()
        .map((block) => block._item?.id);
    const seeded = await workspace.rooms.read(PLAN, ids);
    await documents.write(ada, 'home', 'plan', 'one\n\ntwo', 'append');
    await documents.write(ada, 'home', 'plan', 'three', 'append');
    const after = await workspace.rooms.read(PLAN, ids);
    expect(after).toHaveLength(4);
    expect(after.at(-1)).toEqual(seeded[0]);
    expect((await documents.read('home', 'plan', 'text')).trim()).toBe('one\n\ntwo\n\nthree');
    await documents.write(ada, 'home', 'plan', 'all new', 'replace');
    expect(await documents.read('home', 'plan', 'markdown')).toBe('all new');
    await documents.write(ada, 'home', 'plan', '', 'replace');
    expect(await workspace.rooms.read(PLAN, (doc) => doc.get(ROOT_NAME, Y.XmlElement).toString())).toBe(
      '<undefined><paragraph></paragraph></undefined>',
    );
  });

  it('the server leaves no observer behind, and writes under one client id', async () => {
    const { workspace, ada } = await house();
    await workspace.documents.create(ada, 'home', { title: 'Plan', document_id: 'plan' });
    for (const words of ['a', 'b', 'c']) await workspace.documents.write(ada, 'home', 'plan', words, 'append');
    const { clients, observers } = await workspace.rooms.read(PLAN, (doc) => ({
      clients: doc.store.clients.size,
      observers: doc.get(ROOT_NAME, Y.XmlElement)._dEH.l.length,
    }));
    expect([clients, observers]).toEqual([2, 0]);
  });

  it('survives a restart', async () => {
    const store = createMemoryStore();
    const { workspace, ada } = await house({ store });
    await workspace.documents.create(ada, 'home', { title: 'Plan', document_id: 'plan', markdown: 'Kept' });
    await workspace.stop();
    const after = await testWorkspace({ store });
    expect(await after.documents.read('home', 'plan', 'markdown')).toBe('Kept');
  });

  it('every node of the list has its rule', () => {
    const runs = NODES.filter((node) => node === TextNode || node === TabNode).map((node) => node.getType());
    expect([...RUNS.keys()].sort()).toEqual(runs.sort());
    expect([...ELEMENTS.keys()].sort()).toEqual(
      NODES.map((node) => node.getType())
        .filter((type) => !RUNS.has(type))
        .sort(),
    );
  });
});
