import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import { $getSelection, $isRangeSelection, type LexicalEditor } from 'lexical';
import { useEffect, useState } from 'react';
import { type BlockText, type BlockTexts, readBlockTexts } from '../block-texts.ts';
import { addCounts, countText, NOTHING, readingMinutes, type TextCount } from './count.ts';

/** ms behind the last change before it is counted anew: never while somebody types. */
const CALM = 300;

/** How long something is. */
export interface Length {
  readonly count: TextCount;
  /** That reading it takes. */
  readonly minutes: number;
  /** It is that of what is selected, not of all. */
  readonly selected: boolean;
}

/** How long the text is, or what of it is selected; of what changed alone is counted anew. */
export function useLength(): Length {
  const [editor] = useLexicalComposerContext();
  const [length, setLength] = useState<Length>({ count: NOTHING, minutes: 0, selected: false });
  useEffect(() => {
    const texts = readBlockTexts(editor);
    const counter = new Counter();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (): void => setLength(lengthOf(editor, texts, counter));
    const stop = editor.registerUpdateListener(() => {
      clearTimeout(timer);
      timer = setTimeout(tell, CALM);
    });
    tell();
    return () => {
      clearTimeout(timer);
      stop();
      texts.stop();
    };
  }, [editor]);
  return length;
}

function lengthOf(editor: LexicalEditor, texts: BlockTexts, counter: Counter): Length {
  const selection = editor.getEditorState().read(() => {
    const selected = $getSelection();
    return $isRangeSelection(selected) && !selected.isCollapsed() ? selected.getTextContent() : '';
  });
  if (selection !== '') return lengthFrom(countText(selection), true);
  return lengthFrom(counter.count(texts.read()), false);
}

function lengthFrom(count: TextCount, selected: boolean): Length {
  return { count, minutes: readingMinutes(count), selected };
}

/** Remembers what it counted in blocks that didn't change. */
class Counter {
  readonly #known = new WeakMap<BlockText, TextCount>();

  count(blocks: readonly BlockText[]): TextCount {
    let count = NOTHING;
    for (const block of blocks) {
      const known = this.#known.get(block) ?? countText(block.text);
      this.#known.set(block, known);
      count = addCounts(count, known);
    }
    return count;
  }
}
