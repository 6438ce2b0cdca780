import { createHeadlessEditor } from '@lexical/headless';
import { $createLinkNode } from '@lexical/link';
import { $createLineBreakNode, $createParagraphNode, $createTextNode, $getRoot, type LexicalEditor } from 'lexical';
import { describe, expect, it, onTestFinished } from 'vitest';
import { $createMentionNode } from '../../../../shared/lexical/mention.ts';
import { NODES } from '../../../../shared/lexical/nodes.ts';
import { type BlockTexts, readBlockTexts } from '../../../../web/editor/block-texts.ts';
import { Finder, type Match, MOST_MATCHES } from '../../../../web/editor/find/matches.ts';
import { replaceMatches } from '../../../../web/editor/find/replace.ts';

interface Text {
  readonly editor: LexicalEditor;
  readonly texts: BlockTexts;
  find(words: string, how?: { readonly matchCase?: boolean; readonly wholeWord?: boolean }): readonly Match[];
  lines(): string[];
}

/** An editor with these lines; `*` around words makes them bold. */
function textOf(...lines: readonly string[]): Text {
  const editor = createHeadlessEditor({
    nodes: NODES,
    onError: (error) => {
      throw error;
    },
  });
  editor.update(
    () => {
      for (const line of lines) {
        const paragraph = $createParagraphNode();
        for (const [at, words] of line.split('*').entries()) {
          if (words !== '') paragraph.append(at % 2 === 0 ? $createTextNode(words) : $createTextNode(words).setFormat('bold'));
        }
        $getRoot().append(paragraph);
      }
    },
    { discrete: true },
  );
  const texts = readBlockTexts(editor);
  onTestFinished(() => texts.stop());
  return {
    editor,
    texts,
    find: (words, { matchCase = false, wholeWord = false } = {}) => new Finder({ words, matchCase, wholeWord }).find(texts.read()),
    lines: () => texts.read().map(({ text }) => text),
  };
}

const places = (matches: readonly Match[]): string[] => matches.map(({ block, from, to }) => `${from}:${block.text.slice(from, to)}`);

describe('finding words', () => {
  it('finds them in every block, whatever their case and format', () => {
    const text = textOf('An apple, two *Appl*es', 'none here', 'APPLE');
    expect(places(text.find('apple'))).toEqual(['3:apple', '14:Apple', '0:APPLE']);
    expect(places(text.find('Apple', { matchCase: true }))).toEqual(['14:Apple']);
    expect(places(text.find('apple', { wholeWord: true }))).toEqual(['3:apple', '0:APPLE']);
  });

  it('finds signs as they are, Chinese, and blanks that don’t break', () => {
    const text = textOf('1+1=2 (really?) [x]', '我们一起写作', 'a\u00a0b', 'naïve');
    expect(places(text.find('1+1'))).toEqual(['0:1+1']);
    expect(places(text.find('(really?) [x]'))).toEqual(['6:(really?) [x]']);
    expect(places(text.find('一起'))).toEqual(['2:一起']);
    expect(places(text.find('a b'))).toHaveLength(1);
    expect(places(text.find('na', { wholeWord: true }))).toEqual([]);
    expect(text.find('')).toEqual([]);
  });

  it('finds nothing across blocks, lines and mentions', () => {
    const text = textOf('');
    text.editor.update(
      () => {
        const mention = $createMentionNode({ id: 'm1', kind: 'user', target: 'ada', label: 'Ada' });
        const line = $createParagraphNode();
        line.append($createTextNode('one'), $createLineBreakNode(), $createTextNode('two '), mention, $createTextNode(' end'));
        $getRoot().append(line);
      },
      { discrete: true },
    );
    expect(text.find('one two')).toEqual([]);
    expect(text.find('onetwo')).toEqual([]);
    expect(text.find('two end')).toEqual([]);
    expect(places(text.find(' end'))).toHaveLength(1);
  });

  it('counts no further than anybody walks', () => {
    expect(textOf('e'.repeat(MOST_MATCHES + 10), 'e').find('e')).toHaveLength(MOST_MATCHES);
  });

  it('reads a block anew only when it changed', () => {
    const text = textOf('one', 'two');
    const [one, two] = text.texts.read();
    text.editor.update(() => void $getRoot().getFirstDescendant()?.replace($createTextNode('eins')), { discrete: true });
    const [changed, same] = text.texts.read();
    expect(changed).not.toBe(one);
    expect(changed?.text).toBe('eins');
    expect(same).toBe(two);
  });
});

describe('replacing words', () => {
  it('keeps the format of a match’s first character, and all that is around it', () => {
    const text = textOf('a *bold ap*ple b apple');
    expect(replaceMatches(text.editor, text.find('apple'), 'pear')).toBe(2);
    expect(text.lines()).toEqual(['a bold pear b pear']);
    const formats = text.editor.read(() =>
      $getRoot()
        .getAllTextNodes()
        .map((node) => [node.getTextContent(), node.getFormat()]),
    );
    expect(formats).toEqual([
      ['a ', 0],
      ['bold pear', 1],
      [' b pear', 0],
    ]);
  });

  it('replaces what lies side by side, also by nothing and by the same again', () => {
    const text = textOf('aaaa', '*aa*b');
    expect(replaceMatches(text.editor, text.find('aa'), 'a')).toBe(3);
    expect(text.lines()).toEqual(['aa', 'ab']);
    expect(replaceMatches(text.editor, text.find('a'), '')).toBe(3);
    expect(text.lines()).toEqual(['b']);
  });

  it('reaches into links, and leaves alone what was changed since it was found', () => {
    const text = textOf('say apple');
    text.editor.update(
      () => {
        const link = $createLinkNode('https://example.org');
        link.append($createTextNode('apple pie'));
        $getRoot().append($createParagraphNode().append(link));
      },
      { discrete: true },
    );
    const found = text.find('apple');
    expect(found).toHaveLength(2);
    text.editor.update(() => $getRoot().getAllTextNodes()[0]?.setTextContent('say ample'), { discrete: true });
    expect(replaceMatches(text.editor, found, 'pear')).toBe(1);
    expect(text.lines()).toEqual(['say ample', 'pear pie']);
  });
});
