import { createHeadlessEditor } from '@lexical/headless';
import { withDOM } from '@lexical/headless/dom';
import { $generateHtmlFromNodes, $generateNodesFromDOM } from '@lexical/html';
import { $isLinkNode } from '@lexical/link';
import { $getRoot, $insertNodes, type LexicalEditor } from 'lexical';
import { describe, expect, it } from 'vitest';
import { $createImageNode, $isImageNode, type ImageValue } from '../../../shared/lexical/image.ts';
import { NODES } from '../../../shared/lexical/nodes.ts';

const FILE = 'a1'.repeat(32);
const IMAGE: ImageValue = { file: FILE, alt: 'A “garden” <in May>', width: 1200, height: 800 };

function headless(): LexicalEditor {
  return createHeadlessEditor({
    nodes: NODES,
    onError: (error) => {
      throw error;
    },
  });
}

/** What pasting this HTML puts into an empty document: images as they are, links by address and words, the rest as words. */
function pasted(html: string): readonly unknown[] {
  const editor = headless();
  const found: unknown[] = [];
  withDOM(({ DOMParser }) => {
    const dom = new DOMParser().parseFromString(html, 'text/html');
    editor.update(
      () => {
        $getRoot().selectEnd();
        $insertNodes($generateNodesFromDOM(editor, dom));
      },
      { discrete: true },
    );
  });
  editor.read(() => {
    for (const block of $getRoot().getChildren()) {
      if ($isImageNode(block)) found.push(block.getImage());
      else
        for (const node of $getRoot().getAllTextNodes()) {
          if (!block.isParentOf(node)) continue;
          const parent = node.getParent();
          found.push($isLinkNode(parent) ? [parent.getURL(), node.getTextContent()] : node.getTextContent());
        }
    }
  });
  return found;
}

describe('an image in a document', () => {
  it('comes back from its own HTML as it was', () => {
    const editor = headless();
    editor.update(() => void $getRoot().append($createImageNode(IMAGE)), { discrete: true });
    const html = withDOM(() => editor.read(() => $generateHtmlFromNodes(editor)));
    expect(html).not.toContain('src=');
    expect(pasted(html)).toEqual([IMAGE]);
    const exported = `<figure data-file="${FILE}" data-width="1200" data-height="800"><img src="/api/files/x" alt="A garden"></figure>`;
    expect(pasted(exported)).toEqual([{ ...IMAGE, alt: 'A garden' }]);
  });

  it('of another site becomes a link, and is loaded from nowhere', () => {
    expect(pasted('<p><img src="https://example.com/cat.png" alt="a cat"></p>')).toEqual([['https://example.com/cat.png', 'a cat']]);
    expect(pasted('<img src="https://example.com/cat.png">')).toEqual([['https://example.com/cat.png', 'https://example.com/cat.png']]);
    expect(pasted('<a href="https://example.com/"><img src="https://example.com/cat.png" alt="a cat"></a>')).toEqual([
      ['https://example.com/', 'a cat'],
    ]);
  });

  it('without an address that others could open leaves its words', () => {
    for (const address of [
      'data:image/png;base64,AAAA',
      'file:///C:/cat.png',
      'javascript:alert(1)',
      'blob:https://example.com/1',
      '//example.com/cat.png',
      '',
    ]) {
      expect(pasted(`<p><img src="${address}" alt="a cat"></p>`), address).toEqual(['a cat']);
    }
    expect(pasted('<figure data-file="../../secret" data-width="1e9">a cat</figure>')).toEqual(['a cat']);
  });
});
