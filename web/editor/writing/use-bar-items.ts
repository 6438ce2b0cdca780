import { $isCodeNode } from '@lexical/code-core';
import {
  $getSelection,
  $isRangeSelection,
  FORMAT_TEXT_COMMAND,
  HISTORY_PUSH_TAG,
  type LexicalEditor,
  type LexicalNode,
  REDO_COMMAND,
  UNDO_COMMAND,
} from 'lexical';
import {
  Bold,
  Code,
  Info,
  Italic,
  Link,
  type LucideIcon,
  Pilcrow,
  Redo2,
  RemoveFormatting,
  SquareCode,
  Strikethrough,
  Underline,
  Undo2,
} from 'lucide-react';
import { useMemo } from 'react';
import { $isCalloutNode } from '../../../shared/lexical/callout.ts';
import { CALLOUT_KINDS } from '../../../shared/model/callouts.ts';
import type { MenuItem } from '../../components/menu.tsx';
import type { Dictionary } from '../../i18n/dictionary.ts';
import { useEditorScope } from '../editor-scope.ts';
import { SizePicker } from '../tables/size-picker.tsx';
import type { BarItem } from './bar-item.tsx';
import { BLOCK_KINDS, type BlockKind } from './block-kinds.ts';
import { $blockAt } from './blocks-at.ts';
import { nameOfLanguage } from './code-languages.ts';
import { CLEAR_FORMATS, EDIT_LINK } from './format-keys.ts';
import { kindLines } from './kind-lines.ts';
import { languageLines } from './language-lines.ts';
import { shownKeys } from './shown-keys.ts';
import { type Marks, useMarks } from './use-marks.ts';

const FORMATS = [
  ['bold', Bold, 'B'],
  ['italic', Italic, 'I'],
  ['underline', Underline, 'U'],
  ['strikethrough', Strikethrough, 'Shift+S'],
  ['code', Code, 'E'],
] as const satisfies readonly (readonly [string, LucideIcon, string])[];

/** In the order of their use: what has no room in a bar is at the end of it. */
export const BAR_ORDER: readonly string[] = [
  ...['bold', 'italic', 'underline', 'strikethrough', 'code', 'link'],
  ...['bullet', 'number', 'check', 'table', 'quote', 'callout', 'codeBlock', 'image', 'rule'],
  ...['clear', 'undo', 'redo'],
];

/** All that bars can offer, by its id, as it is for the selection. */
export type BarItems = Readonly<Record<string, BarItem>>;

/** @see BarItems */
export function useBarItems(editor: LexicalEditor): BarItems {
  const { text } = useEditorScope();
  const marks = useMarks(editor);
  return useMemo(() => {
    const items = [...formatsOf(editor, text, marks), ...kindsOf(editor, text, marks), ...blockItems(editor, text, marks)];
    return Object.fromEntries(items.map((item) => [item.id, item]));
  }, [editor, text, marks]);
}

function formatsOf(editor: LexicalEditor, { writing }: Dictionary, { formats, isLink }: Marks): BarItem[] {
  return [
    ...FORMATS.map(([id, icon, key]): BarItem => {
      const run = (): void => void editor.dispatchCommand(FORMAT_TEXT_COMMAND, id);
      return { id, icon, label: writing.formats[id], keys: shownKeys(key), pressed: formats.has(id), run };
    }),
    {
      id: 'link',
      icon: Link,
      label: writing.formats.link,
      keys: shownKeys('K'),
      pressed: isLink,
      run: () => editor.dispatchCommand(EDIT_LINK),
    },
    {
      id: 'clear',
      icon: RemoveFormatting,
      label: writing.formats.clear,
      keys: shownKeys('\\'),
      run: () => editor.dispatchCommand(CLEAR_FORMATS),
    },
    { id: 'undo', icon: Undo2, label: writing.undo, keys: shownKeys('Z'), run: () => editor.dispatchCommand(UNDO_COMMAND) },
    { id: 'redo', icon: Redo2, label: writing.redo, keys: shownKeys('Shift+Z'), run: () => editor.dispatchCommand(REDO_COMMAND) },
  ];
}

function kindsOf(editor: LexicalEditor, { writing }: Dictionary, { kind }: Marks): BarItem[] {
  const turn = (wanted: BlockKind): void => editor.update(() => wanted.$apply(), { tag: HISTORY_PUSH_TAG });
  const now = kind === null ? writing.severalKinds : writing.blocks[kind].name;
  const lines = kindLines(writing, kind, turn);
  return [
    { id: 'kind', icon: Pilcrow, label: writing.blockMenu(now), shown: now, menu: [{ items: lines }] },
    ...BLOCK_KINDS.map((one): BarItem => {
      const plain = BLOCK_KINDS[0];
      const isSo = one.id === kind;
      // Pressed again it is plain text again.
      const run = (): void => turn(isSo && plain !== undefined ? plain : one);
      const keys = one.keys === undefined ? {} : { keys: shownKeys(`${one.keys[0]}+${one.keys[1]}`) };
      // The code of a line has that id already.
      const id = one.id === 'code' ? 'codeBlock' : one.id;
      const picker = one.id === 'table' ? { picker: SizePicker } : {};
      return { id, icon: one.icon, label: writing.blocks[one.id].name, ...keys, ...(!one.inserts && { pressed: isSo }), run, ...picker };
    }),
  ];
}

/** What is there only in a callout or in code. */
function blockItems(editor: LexicalEditor, { writing }: Dictionary, { callout, language }: Marks): BarItem[] {
  const items: BarItem[] = [];
  if (callout !== null) {
    const lines = CALLOUT_KINDS.map(
      (kind): MenuItem => ({
        id: kind,
        label: writing.calloutKinds[kind],
        checked: kind === callout,
        onSelect: () => changeBlock(editor, (block) => $isCalloutNode(block) && block.setKind(kind)),
      }),
    );
    const shown = writing.calloutKinds[callout];
    items.push({ id: 'own', icon: Info, label: writing.callout(shown), shown, menu: [{ label: writing.calloutKind, items: lines }] });
  }
  if (language !== null) {
    const choose = (id: string | undefined): void => changeBlock(editor, (block) => $isCodeNode(block) && block.setLanguage(id));
    const shown = nameOfLanguage(language) ?? writing.codePlain;
    items.push({
      id: 'own',
      icon: SquareCode,
      label: writing.codeLanguage(shown),
      shown,
      menu: [{ items: languageLines(writing.codePlain, language, choose) }],
    });
  }
  return items;
}

function changeBlock(editor: LexicalEditor, change: (block: LexicalNode) => unknown): void {
  editor.update(
    () => {
      const selection = $getSelection();
      const block = $isRangeSelection(selection) ? $blockAt(selection.anchor.getNode()) : null;
      if (block !== null) change(block);
    },
    { tag: HISTORY_PUSH_TAG },
  );
}
