import { isDeepStrictEqual } from 'node:util';
import { $createCodeNode } from '@lexical/code-core';
import { $createHorizontalRuleNode } from '@lexical/extension';
import { withDOM } from '@lexical/headless/dom';
import { $generateNodesFromDOM } from '@lexical/html';
import { $createAutoLinkNode, $createLinkNode } from '@lexical/link';
import { $createListItemNode, $createListNode } from '@lexical/list';
import { $convertFromMarkdownString, CHECK_LIST, TRANSFORMERS } from '@lexical/markdown';
import { $createHeadingNode, $createQuoteNode } from '@lexical/rich-text';
import {
  $createTableNodeWithDimensions,
  $insertTableColumnAtNode,
  $insertTableRowAtNode,
  $isTableCellNode,
  $isTableNode,
  $mergeCells,
} from '@lexical/table';
import {
  $createLineBreakNode,
  $createParagraphNode,
  $createTabNode,
  $createTextNode,
  $getRoot,
  $insertNodes,
  $isElementNode,
  BLUR_COMMAND,
  type ElementNode,
  type LexicalEditor,
  type LexicalNode,
  REDO_COMMAND,
  UNDO_COMMAND,
} from 'lexical';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { $createCalloutNode } from '../../../../shared/lexical/callout.ts';
import { faultOf } from '../../../../shared/lexical/guard.ts';
import { ImageNode } from '../../../../shared/lexical/image.ts';
import { readMarkdown } from '../../../../shared/lexical/markdown/read.ts';
import { $createMentionNode } from '../../../../shared/lexical/mention.ts';
import { seedFor } from '../../../../shared/lexical/seed.ts';
import { writeTree } from '../../../../shared/lexical/write.ts';
import { registerUndo } from '../../../../web/editor/binding/undo.ts';
import { type BoundEditor, boundEditor } from '../../../support/bound-editor.ts';
import { eventually } from '../../../support/eventually.ts';
import { testServer } from '../../../support/server.ts';

const ROOM = 'p/home/d/welcome';

/** What people paste: everything that HTML says about nodes of ours. */
const PAGE = `
  <h1 align="center" dir="rtl">Title</h1><h6>Small</h6>
  <p style="text-align: justify; padding-inline-start: 80px; color: red">Words <b>bold <i>both</i></b> <u>u</u> <s>s</s> <sub>2</sub> <sup>2</sup>
  <code>code</code> <mark>marked</mark> <span style="font-size: 20px; background: yellow">styled</span><br>next
  <a href="https://weft.example/" target="_blank" rel="noopener" title="There">a link</a> <a href="javascript:alert(1)">not a link</a></p>
  <blockquote><p>One</p><p>Two</p></blockquote><hr><pre data-language="js">let a = 1;
\tlet b;</pre>
  <ol start="-3" type="a"><li value="7">seven<ul><li>deeper<ol><li>deepest</li></ol></li></ul></li><li>eight</li></ol>
  <ul><li role="checkbox" aria-checked="true">done</li><li role="checkbox" aria-checked="false">not yet</li></ul>
  <table><colgroup><col width="120"><col width="33.5"></colgroup><tr style="height: 40px"><th colspan="2" style="background-color: #eee">Head</th></tr>
  <tr><td rowspan="2" style="width: 50px; vertical-align: middle">a</td><td><p>b</p><ul><li>c</li></ul></td></tr><tr><td></td></tr></table>
  <div data-callout="warning">Careful</div><ul>loose</ul><li>loose item</li><table></table><td>loose cell</td>`;

const MARKDOWN =
  '# Title\n\n* star\n+ plus\n\n- [x] done\n\n> quote\nmore\n\n````js title="x"\ncode\n````\n\nline  \nbreak **bold** [link](https://x "t")';

function every(): LexicalNode[] {
  const link = $createLinkNode('https://weft.example/', { target: '_blank', rel: 'noopener', title: 'There' });
  const words = $createTextNode('styled').toggleFormat('bold').setMode('token').toggleUnmergeable();
  const list = $createListNode('check', 5);
  const item = $createListItemNode(true);
  const nested = $createListItemNode().append($createListNode('number', -2).append($createListItemNode().append($createTextNode('deep'))));
  const table = $createTableNodeWithDimensions(3, 3, { rows: true, columns: true });
  table.setColWidths([100, 50.5, 75]).setRowStriping(true).setFrozenColumns(1).setFrozenRows(1).setFormat('center');
  return [
    $createParagraphNode().append(
      words,
      $createTabNode(),
      $createLineBreakNode(),
      $createTextNode(' '),
      link.append($createTextNode('link')),
    ),
    $createParagraphNode().append($createAutoLinkNode('https://x.example', { isUnlinked: true }).append($createTextNode('x'))),
    $createParagraphNode().setFormat('end').setIndent(3).setDirection('rtl').setTextFormat(3),
    $createHeadingNode('h4').append($createTextNode('heading')),
    $createQuoteNode().append($createTextNode('quote')),
    list.append(item.append($createTextNode('item')).setIndent(0), nested),
    $createCodeNode('typescript').setTheme('dark').append($createTextNode('code'), $createLineBreakNode(), $createTabNode()),
    $createCalloutNode('warning').append($createTextNode('callout')),
    $createHorizontalRuleNode(),
    new ImageNode({ file: 'a'.repeat(64), alt: 'An image', width: 640, height: 480 }),
    table,
    $createParagraphNode().append($createMentionNode({ id: 'mnt_1', kind: 'user', target: 'usr_ada', label: 'Ada' }), $createTextNode(' ')),
  ];
}

/** What is shown, without what Lexical notes about it: how Markdown was spelled is told to whoever knows more than the default. */
const shown = ({ shows }: BoundEditor): unknown => JSON.parse(shows(), (key, value: unknown) => (key === '$' ? undefined : value));

const edit = (editor: LexicalEditor, change: () => void): void => editor.update(change, { discrete: true });

function $tables(): void {
  for (const table of $getRoot().getChildren().filter($isTableNode)) {
    const cell = table.getFirstDescendant()?.getParents().find($isTableCellNode) ?? null;
    if (cell === null) continue;
    cell.setBackgroundColor('#fff').setVerticalAlign('middle').setWidth(80);
    $insertTableRowAtNode(cell);
    $insertTableColumnAtNode(cell);
    const [first, second] = (table.getFirstChildOrThrow<ElementNode>().getChildren() as ElementNode[]).filter($isTableCellNode);
    if (first !== undefined && second !== undefined) $mergeCells([first, second]);
  }
}

describe('what honest editors write', () => {
  it('[FR8] is let in, whatever node it is, however it came: written, pasted, typed as Markdown, changed, undone, done again', async () => {
    const server = await testServer();
    const [ada, bob] = [await server.join(ROOM), await server.join(ROOM, 'bob:editor')];
    const [hers, his] = [boundEditor(ada.doc), boundEditor(bob.doc)];
    onTestFinished(registerUndo(hers.editor, hers.bound));
    const alike = async (): Promise<void> => {
      // What follows is a step of undo of its own.
      hers.editor.dispatchCommand(BLUR_COMMAND, new Event('blur') as FocusEvent);
      await ada.settled();
      await eventually('bob shows the same', () => isDeepStrictEqual(shown(his), shown(hers)) || ada.line.closed !== null, {
        seen: () => ({ hers: hers.shows(), his: his.shows() }),
      });
      expect([ada.line.closed, bob.line.closed, ada.line.refused, hers.faults, his.faults]).toEqual([null, null, [], [], []]);
    };
    edit(hers.editor, () => void $getRoot().append(...every()));
    await alike();
    edit(hers.editor, $tables);
    await alike();
    edit(hers.editor, () => {
      for (const child of $getRoot().getChildren()) if ($isElementNode(child)) child.setIndent(2).setFormat('right').setDirection('ltr');
      for (const text of $getRoot().getAllTextNodes()) if (text.isSimpleText()) text.toggleFormat('italic');
    });
    await alike();
    edit(hers.editor, () => $convertFromMarkdownString(MARKDOWN, [CHECK_LIST, ...TRANSFORMERS]));
    await alike();
    expect(hers.shows()).toContain('mdListMarker');
    edit(hers.editor, () => {
      $getRoot().clear().append($createParagraphNode()).selectEnd();
      withDOM((window) => {
        const page = new window.DOMParser().parseFromString(PAGE, 'text/html');
        $insertNodes($generateNodesFromDOM(hers.editor, page));
      });
    });
    await alike();
    edit(hers.editor, $tables);
    await alike();
    edit(his.editor, () => void $getRoot().append(...every()));
    await bob.settled();
    await alike();
    const before = hers.shows();
    for (const command of [UNDO_COMMAND, UNDO_COMMAND, UNDO_COMMAND, REDO_COMMAND, REDO_COMMAND, REDO_COMMAND]) {
      hers.editor.dispatchCommand(command, undefined);
      await alike();
      if (command === UNDO_COMMAND) expect(hers.shows()).not.toBe(before);
    }
  });

  it('[FR8] is no more than what the server writes itself: a document of imported Markdown is guarded like others', () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, seedFor(ROOM) as Uint8Array);
    const table = '| a | b |\n| - | -: |\n| c | **d** |';
    writeTree(
      doc,
      readMarkdown(`${MARKDOWN}\n\n${table}\n\n---\n\n3. three\n   - deeper\n\n> [!NOTE]\n> note\n\n\tcode`, Math.random),
      'append',
    );
    const items = [...doc.store.clients.values()].flat().filter((struct) => struct instanceof Y.Item);
    expect(items.length).toBeGreaterThan(50);
    expect(items.map((item) => faultOf(item, doc)).filter((fault) => fault !== null)).toEqual([]);
  });
});
