import { registerCheckList } from '@lexical/list';
import { type LexicalEditor, mergeRegister } from 'lexical';
import { useEffect } from 'react';
import { registerChecklistRoles } from './checklist-roles.ts';
import { registerFormatKeys } from './format-keys.ts';
import { registerLeavingBlocks } from './leave-blocks.ts';
import { registerLinkEdits } from './link-edits.ts';
import { registerRules } from './rules.ts';
import { registerShortcuts } from './shortcuts.ts';
import { registerTabKeys } from './tab-keys.ts';
import { useCodeColors } from './use-code-colors.ts';
import { useScrolledCode } from './use-scrolled-code.ts';

/** The keys of the text, its checklists, Markdown as one types it, and what code looks like. */
export function useWriting(editor: LexicalEditor): void {
  useCodeColors(editor);
  useScrolledCode(editor);
  useEffect(
    () =>
      mergeRegister(
        registerShortcuts(editor),
        registerFormatKeys(editor),
        registerTabKeys(editor),
        registerLeavingBlocks(editor),
        registerLinkEdits(editor),
        registerCheckList(editor),
        registerChecklistRoles(editor),
        registerRules(editor),
      ),
    [editor],
  );
}
