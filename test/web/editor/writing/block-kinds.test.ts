import { createHeadlessEditor } from '@lexical/headless';
import { $createListItemNode, $createListNode } from '@lexical/list';
import { $createParagraphNode, $createTextNode, $getRoot, type LexicalNode } from 'lexical';
import { describe, expect, it } from 'vitest';
import { EDITOR_NODES } from '../../../../web/editor/binding/editor-nodes.ts';
import { BLOCK_KINDS } from '../../../../web/editor/writing/block-kinds.ts';
import type { BlockKindId } from '../../../../web/i18n/writing.ts';

/** What stands there when all that `$blocks` makes is selected and turned into that; merges may leave what no editor would write. */
function turned(id: BlockKindId, $blocks: () => LexicalNode[]): readonly string[] {
  const editor = createHeadlessEditor({
    nodes: EDITOR_NODES,
    onError: (error) => {
      throw error;
    },
  });
  const $turn = (): void => {
    $getRoot().append(...$blocks());
    $getRoot().select(0, $getRoot().getChildrenSize());
    BLOCK_KINDS.find((kind) => kind.id === id)?.$apply();
  };
  editor.update($turn, { discrete: true });
  return editor.read(() =>
    $getRoot()
      .getChildren()
      .map((node) => `${node.getType()} ${node.getTextContent().replaceAll(/\n+/g, '|')}`),
  );
}

const $words = (words: string): LexicalNode => $createTextNode(words);

describe('blocks that are turned into another kind', () => {
  it('an item that holds words and a list gives all of them', () => {
    const $inner = (): LexicalNode => $createListNode('bullet').append($createListItemNode().append($words('inner')));
    const $list = (): LexicalNode => {
      const item = $createListItemNode().append($words('outer'));
      item.splice(1, 0, [$inner()]);
      return $createListNode('bullet').append(item);
    };
    expect(turned('paragraph', () => [$list()])).toEqual(['paragraph outer', 'paragraph inner']);
  });

  it('a list that lost its items to others is in nobody’s way', () => {
    const $paragraph = (): LexicalNode => $createParagraphNode().append($words('words'));
    expect(turned('bullet', () => [$paragraph(), $createListNode('bullet')])).toEqual(['list words']);
  });
});
