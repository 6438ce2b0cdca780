import type { BindingV2 } from '@lexical/yjs';
import {
  $getNodeByKey,
  $getSelection,
  $isElementNode,
  COMMAND_PRIORITY_LOW,
  type LexicalEditor,
  mergeRegister,
  type NodeKey,
} from 'lexical';
import { GripVertical } from 'lucide-react';
import { type JSX, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Menu, type MenuGroup } from '../../components/menu.tsx';
import { useLatest } from '../../hooks/use-latest.ts';
import { useCommentAction } from '../comments/use-comment-action.ts';
import { useEditorScope } from '../editor-scope.ts';
import { returnToText } from '../writing/return-to-text.ts';
import { BlockMark } from './block-mark.tsx';
import { blockMenu } from './block-menu.ts';
import { OPEN_BLOCK_MENU } from './commands.ts';
import { $unitsOf, moveBlocks } from './deeds.ts';
import { registerBlockKeys } from './keys.ts';
import { registerMovedCaret } from './moved-caret.ts';
import { $lineAt, nodesOf } from './units.ts';
import { useBlockDrag } from './use-block-drag.ts';
import { useBlocks } from './use-blocks.ts';
import { useGripPlace } from './use-grip-place.ts';

/** Blocks as a whole: the keys that move them, and a handle beside the one that is pointed at. For who may write. */
export function BlockTools({ editor }: { readonly editor: LexicalEditor }): JSX.Element | null {
  const { editable, binding } = useEditorScope();
  return editable && binding !== null ? <Tools editor={editor} binding={binding} /> : null;
}

/** A menu that is open, and what it is about. */
interface Open {
  readonly keys: readonly NodeKey[];
  readonly groups: readonly MenuGroup[];
  readonly anchor: Element;
}

function Tools({ editor, binding }: { readonly editor: LexicalEditor; readonly binding: BindingV2 }): JSX.Element {
  const { container, text } = useEditorScope();
  const words = text.blocks;
  const blocks = useBlocks(editor, binding);
  const comment = useLatest(useCommentAction());
  const [grip, setGrip] = useState<HTMLButtonElement | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const held = useRef(false);
  const block = useGripPlace({ editor, container, held });
  const drag = useBlockDrag({ blocks, grip, line: block?.key ?? null, onEnd: () => backToText(editor) });
  useLayoutEffect(() => {
    held.current = open !== null || drag !== null;
  }, [open, drag]);

  const openAt = useCallback(
    (line: NodeKey, anchor: Element): void => {
      const keys = editor.read(() => $keysOf(line));
      const back = (): void => backToText(editor, keys[0]);
      const show = (groups: readonly MenuGroup[]): void => setOpen({ keys, groups, anchor });
      const groups = blockMenu({ blocks, line, comment: comment.current, back, open: show });
      if (groups !== null) show(groups);
    },
    [blocks, comment, editor],
  );
  useEffect(() => registerMovedCaret(editor, binding.doc), [editor, binding]);
  useEffect(
    () =>
      mergeRegister(
        registerBlockKeys(editor, (direction) => moveBlocks(blocks, null, direction)),
        editor.registerCommand(
          OPEN_BLOCK_MENU,
          () => {
            const line = $lineAt()?.getKey();
            const row = line === undefined ? null : editor.getElementByKey(line);
            if (line === undefined || row === null) return false;
            row.scrollIntoView({ block: 'nearest' });
            queueMicrotask(() => openAt(line, row));
            return true;
          },
          COMMAND_PRIORITY_LOW,
        ),
      ),
    [editor, blocks, openAt],
  );

  const marked = open?.keys ?? drag?.keys;
  return (
    <>
      {marked !== undefined && <BlockMark editor={editor} keys={marked} />}
      {drag?.gap != null && <div className="block-gap" style={drag.gap.line} />}
      {block !== null && (
        <button
          ref={setGrip}
          type="button"
          tabIndex={-1}
          className="block-grip"
          style={{ left: block.left, top: block.top }}
          aria-label={words.menu}
          title={words.handle}
          aria-haspopup="menu"
          aria-expanded={open !== null}
          aria-keyshortcuts="Control+Alt+B"
          onClick={({ currentTarget }) => openAt(block.key, currentTarget)}
        >
          <GripVertical aria-hidden="true" size={16} />
        </button>
      )}
      {open !== null && (
        <Menu
          // One that opens in place of another takes the focus as each does.
          key={open.groups[0]?.label ?? ''}
          label={open.groups[0]?.label ?? words.menu}
          groups={open.groups}
          anchor={open.anchor}
          onClose={(chosen) => {
            setOpen(null);
            if (!chosen) backToText(editor, open.keys[0]);
          }}
        />
      )}
    </>
  );
}

function $keysOf(line: NodeKey): NodeKey[] {
  const units = $unitsOf(line);
  return units === null ? [] : nodesOf(units).map((node) => node.getKey());
}

/** Gives the text the focus: where somebody was, else at this block; without either the browser would go to its end. */
function backToText(editor: LexicalEditor, key?: NodeKey): void {
  const $isSomewhere = (): boolean => {
    if ($getSelection() !== null) return true;
    const node = key === undefined ? null : $getNodeByKey(key);
    if ($isElementNode(node)) node.selectStart();
    return $isElementNode(node);
  };
  let isSomewhere = false;
  editor.update(
    () => {
      isSomewhere = $isSomewhere();
    },
    { discrete: true },
  );
  if (isSomewhere) returnToText(editor);
}
