import { $isCodeNode, CodeNode } from '@lexical/code-core';
import { $getNodeByKey, type LexicalEditor, mergeRegister, type NodeKey } from 'lexical';
import { useEffect } from 'react';
import { paint } from '../paint.ts';
import { CODE_COLORS, type CodeColor, type ColoredStretch, colorsOf } from './code-colors.ts';

/** ms of rest before changed code is coloured anew: off the way of typing. */
const REST = 120;
/** Longer code stays plain: colouring it would hold up the page. */
const LONGEST = 50_000;

/** Colours the code of a document over the text. Nothing of it is in the document. */
export function useCodeColors(editor: LexicalEditor): void {
  useEffect(() => {
    const painted = new Map<NodeKey, ReadonlyMap<CodeColor, readonly Range[]>>();
    const changed = new Set<NodeKey>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;

    const paintAll = (): void => {
      const blocks = [...painted.values()];
      for (const color of CODE_COLORS) {
        paint(
          `weft-code-${color}`,
          blocks.flatMap((block) => block.get(color) ?? []),
        );
      }
    };
    const color = async (): Promise<void> => {
      const keys = [...changed];
      changed.clear();
      for (const key of keys) {
        const { code, language } = codeOf(editor, key);
        const stretches = code.length > LONGEST ? [] : await colorsOf(code, language);
        // Who typed meanwhile is coloured next.
        if (stopped || changed.has(key)) continue;
        const element = editor.getElementByKey(key);
        if (element === null) painted.delete(key);
        else painted.set(key, rangesOf(element, stretches));
      }
      if (!stopped) paintAll();
    };
    const plan = (keys: readonly NodeKey[]): void => {
      if (keys.length === 0) return;
      for (const key of keys) changed.add(key);
      clearTimeout(timer);
      timer = setTimeout(() => void color().catch(reportError), REST);
    };
    const stop = mergeRegister(
      // Blocks that come and go; of words that change inside of them it doesn't tell.
      editor.registerMutationListener(CodeNode, (mutations) => plan([...mutations.keys()])),
      editor.registerUpdateListener(({ editorState, dirtyElements }) => {
        if (dirtyElements.size > 0)
          plan(editorState.read(() => [...dirtyElements.keys()].filter((key) => $isCodeNode($getNodeByKey(key)))));
      }),
    );
    return () => {
      stopped = true;
      stop();
      clearTimeout(timer);
      painted.clear();
      paintAll();
    };
  }, [editor]);
}

function codeOf(editor: LexicalEditor, key: NodeKey): { readonly code: string; readonly language: string } {
  return editor.getEditorState().read(() => {
    const node = $getNodeByKey(key);
    return $isCodeNode(node) ? { code: node.getTextContent(), language: node.getLanguage() ?? '' } : { code: '', language: '' };
  });
}

/** The places of stretches among the text nodes of an element, where a line break counts as one character. */
function rangesOf(element: Element, stretches: readonly ColoredStretch[]): ReadonlyMap<CodeColor, readonly Range[]> {
  const pieces: { node: Text; from: number }[] = [];
  let length = 0;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text) {
      pieces.push({ node, from: length });
      length += node.data.length;
    } else if (node instanceof HTMLBRElement) length += 1;
  }
  const ranges = new Map<CodeColor, Range[]>();
  let first = 0;
  for (const { from, to, color } of stretches) {
    while (first < pieces.length - 1 && (pieces[first + 1]?.from ?? 0) <= from) first += 1;
    for (let at = first; at < pieces.length; at += 1) {
      const piece = pieces[at];
      if (piece === undefined || piece.from >= to) break;
      const range = document.createRange();
      const end = Math.min(to - piece.from, piece.node.data.length);
      const start = Math.max(0, from - piece.from);
      if (start >= end) continue;
      range.setStart(piece.node, start);
      range.setEnd(piece.node, end);
      const same = ranges.get(color);
      if (same === undefined) ranges.set(color, [range]);
      else same.push(range);
    }
  }
  return ranges;
}
