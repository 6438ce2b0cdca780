import { withDOM } from '@lexical/headless/dom';
import { $generateNodesFromDOM } from '@lexical/html';
import { $getRoot, $insertNodes, type LexicalEditor } from 'lexical';
import { describe, expect, it } from 'vitest';
import { editorOf } from '../../../../server/workspace/documents/editor.ts';
import { toHtml } from '../../../../shared/lexical/html/write.ts';
import { readMarkdown } from '../../../../shared/lexical/markdown/read.ts';
import type { TreeElement, TreeNode } from '../../../../shared/lexical/tree.ts';

const FILE = 'ab'.repeat(32);
const element = (name: string, attributes: TreeElement['attributes'], children: readonly TreeNode[] = []): TreeElement => ({
  name,
  attributes,
  children,
});
const words = (text: string): TreeNode => ({ name: 'text', attributes: {}, text });

describe('HTML of a document', () => {
  const image = element('image', { __file: FILE, __alt: 'A "hill" <b>', __width: 800, __height: 600 });

  it('shows images where their files have an address, and names them either way', () => {
    const figure = `<figure data-file="${FILE}" data-width="800" data-height="600">`;
    expect(toHtml([image])).toBe(`${figure}A &#34;hill&#34; &#60;b&#62;</figure>`);
    expect(toHtml([image], { fileAddress: (file) => `files/${file}.png` })).toBe(
      `${figure}<img src="files/${FILE}.png" alt="A &#34;hill&#34; &#60;b&#62;" width="800" height="600"></figure>`,
    );
    expect(toHtml([image], { fileAddress: () => 'javascript:alert(1)' })).not.toContain('<img');
  });

  it('keeps what Markdown has no words for: cells over several columns and rows, headers, alignment', () => {
    const cell = (attributes: TreeElement['attributes']): TreeElement =>
      element('tablecell', attributes, [element('paragraph', {}, [words('a')])]);
    const row = element('tablerow', {}, [cell({ __colSpan: 2, __rowSpan: 3, __headerState: 3 }), cell({ __format: 2 })]);
    expect(toHtml([element('table', {}, [row])])).toBe(
      '<table><tbody><tr><th colspan="2" rowspan="3"><p>a</p></th><td style="text-align: center"><p>a</p></td></tr></tbody></table>',
    );
  });

  it('runs nothing that stands in it', () => {
    const hostile = '"><script>alert(1)</script>';
    const html = toHtml([
      element('code', { __language: hostile }, [words(hostile), element('linebreak', {}), words('b')]),
      element('callout', { __kind: hostile }, [words(hostile)]),
      element('image', { __file: hostile, __alt: hostile }),
    ]);
    expect(html).not.toContain('<script');
    expect(html).toContain('<br>b</pre>');
  });

  it('pasted into an editor is the document that it was', () => {
    const markdown = [
      '# Title',
      'Some **bold**, <u>under</u>, *it* [@Ada](weft:user/ada) H<sub>2</sub>O ==m== ~~s~~ `c` x<sup>2</sup>\ttab [words](https://x.y/ "title")',
      '- a\n    - b\n- c',
      '3. one\n4. two',
      '- [x] done\n- [ ] not **yet**',
      '> quote',
      '> [!TIP]\n> Look\\\n> here',
      '```js\nlet a;\n\n\tb();\n```',
      '---',
      `![Two hills](weft:file/${FILE} "800x600")`,
      '| Day | Task |\n| --- | --- |\n| Mon |  |\n| Tue | a<br>**b** |',
    ];
    const tree = readMarkdown(markdown.join('\n\n'), () => 0.5);
    const pasted = editorOf([]);
    withDOM((window) => {
      const page = new window.DOMParser().parseFromString(toHtml(tree), 'text/html');
      const paste = (): void => {
        $getRoot().clear().selectEnd();
        $insertNodes($generateNodesFromDOM(pasted, page));
      };
      pasted.update(paste, { discrete: true });
    });
    expect(blocks(pasted)).toEqual(blocks(editorOf(tree)));
  });
});

/** What an editor holds. Lexical takes the first cell of a header for that of a column too, and a link keeps the `rel` that it has in HTML. */
function blocks(editor: LexicalEditor): unknown {
  const json = JSON.stringify(editor.getEditorState().toJSON().root.children);
  return JSON.parse(json.replaceAll('"headerState":3', '"headerState":1').replaceAll('"rel":"noopener noreferrer"', '"rel":null'));
}
