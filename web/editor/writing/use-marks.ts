import { $isCodeNode } from '@lexical/code-core';
import { $getSelection, $isRangeSelection, type LexicalEditor, type TextFormatType } from 'lexical';
import { useEffect, useState } from 'react';
import { $isCalloutNode } from '../../../shared/lexical/callout.ts';
import type { CalloutKind } from '../../../shared/model/callouts.ts';
import type { BlockKindId } from '../../i18n/writing.ts';
import { $kindOf } from './block-kinds.ts';
import { $blockAt, $selectedBlocks } from './blocks-at.ts';
import { $formatsOf } from './format-keys.ts';
import { $linkAt } from './link-edits.ts';

/** What is true of the selection. */
export interface Marks {
  readonly formats: ReadonlySet<TextFormatType>;
  /** Null where they are several, or something else. */
  readonly kind: BlockKindId | null;
  readonly isLink: boolean;
  readonly callout: CalloutKind | null;
  /** The language of the code, `''` for none; null where it is no code. */
  readonly language: string | null;
}

/** Where there is no caret: what one would write is plain text. */
const NOTHING: Marks = { formats: new Set(), kind: 'paragraph', isLink: false, callout: null, language: null };

function $marks(): Marks {
  const selection = $getSelection();
  if (selection === null) return NOTHING;
  const kinds = new Set($selectedBlocks().map($kindOf));
  const [only = null] = kinds;
  const kind = kinds.size === 1 ? only : null;
  if (!$isRangeSelection(selection)) return { ...NOTHING, kind };
  const node = selection.anchor.getNode();
  const block = $blockAt(node);
  return {
    formats: $formatsOf(),
    kind,
    isLink: $linkAt(node) !== null,
    callout: $isCalloutNode(block) ? block.getKind() : null,
    language: $isCodeNode(block) ? (block.getLanguage() ?? '') : null,
  };
}

/** What is true of the selection, as bars show it. */
export function useMarks(editor: LexicalEditor): Marks {
  const [marks, setMarks] = useState(() => editor.getEditorState().read($marks));
  useEffect(() => {
    let last = '';
    return editor.registerUpdateListener(({ editorState }) => {
      const now = editorState.read($marks);
      const key = JSON.stringify({ ...now, formats: [...now.formats] });
      if (key === last) return;
      last = key;
      setMarks(now);
    });
  }, [editor]);
  return marks;
}
