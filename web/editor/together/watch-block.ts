import type { BindingV2, UserState } from '@lexical/yjs';
import {
  $findMatchingParent,
  $getNodeByKey,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  $isTextNode,
  COLLABORATION_TAG,
  type EditorState,
  HISTORIC_TAG,
  type LexicalEditor,
  type LexicalNode,
  type NodeKey,
} from 'lexical';
import type { Awareness } from 'y-protocols/awareness';
import type { Transaction } from 'yjs';
import { hueOf, userOf } from '../../hooks/use-presence.ts';
import { $positions } from './remote-selections.ts';
import { type BlockNotice, type Changer, SameBlock } from './same-block.ts';

export interface WatchBlockOptions {
  readonly editor: LexicalEditor;
  readonly binding: BindingV2;
  readonly awareness: Awareness;
  /** ms. */
  readonly now: () => number;
  /** Stands for whoever can't be told. */
  readonly nobody: Changer;
  readonly onNotice: (notice: BlockNotice, block: NodeKey) => void;
}

/** Tells when others change the block that one writes in. @returns its stop */
export function watchBlock({ editor, binding, awareness, now, nobody, onNotice }: WatchBlockOptions): () => void {
  const same = new SameBlock();
  /** Clients whose writing comes with the transaction that is shown now; null for what doesn't come from elsewhere. */
  let writers: readonly number[] | null = null;
  const onTransaction = ({ local, beforeState, afterState }: Transaction): void => {
    writers = local ? null : [...afterState].flatMap(([client, clock]) => (clock > (beforeState.get(client) ?? 0) ? [client] : []));
  };
  const own = (): string | undefined => userOf(awareness.getLocalState() ?? {})?.id;

  /** Whom a change is by, if not by oneself; who removed something isn't told by it: those whose caret is there. */
  const changerOf = (clients: readonly number[], block: NodeKey): Changer | null => {
    const states = awareness.getStates();
    const by =
      clients.length > 0
        ? clients
        : [...states.keys()].filter((client) => client !== awareness.clientID && isIn(block, states.get(client)));
    const users = by.map((client) => userOf(states.get(client) ?? {}));
    const other = users.find((user) => user !== null && user.id !== own()) ?? null;
    if (other !== null) return { id: other.id, name: other.name, hue: hueOf(other.id, other.color) };
    return users.some((user) => user !== null) ? null : nobody;
  };
  const isIn = (block: NodeKey, state: object | undefined): boolean =>
    editor.read('latest', () => {
      const { focusKey } = $positions(binding, (state ?? {}) as UserState);
      const node = focusKey === null ? null : $getNodeByKey(focusKey);
      return node !== null && $blockOf(node)?.getKey() === block;
    });

  const stopListening = editor.registerUpdateListener(({ tags, dirtyElements, dirtyLeaves, editorState, prevEditorState }) => {
    if (dirtyElements.size === 0 && dirtyLeaves.size === 0) return;
    const at = editorState.read($caretBlock);
    if (!tags.has(COLLABORATION_TAG)) {
      if (!tags.has(HISTORIC_TAG) && at !== null && dirtyElements.has(at)) same.wrote(at, now());
      return;
    }
    const block = same.writtenAt(now());
    if (block === null || writers === null) return;
    if (!dirtyElements.has(block) && editorState._nodeMap.has(block)) return;
    if (contentOf(prevEditorState, block) === contentOf(editorState, block)) return;
    const stays = editorState._nodeMap.has(block) ? block : at;
    const changer = changerOf(writers, block);
    if (stays === null || changer === null) return;
    if (stays !== block) same.wrote(stays, now());
    onNotice(same.changed(changer, now()), stays);
  });
  binding.doc.on('beforeObserverCalls', onTransaction);
  return () => {
    stopListening();
    binding.doc.off('beforeObserverCalls', onTransaction);
  };
}

/** The block that the caret is in; null where there is none. */
function $caretBlock(): NodeKey | null {
  const selection = $getSelection();
  return $isRangeSelection(selection) ? ($blockOf(selection.focus.getNode())?.getKey() ?? null) : null;
}

function $blockOf(node: LexicalNode): LexicalNode | null {
  return $findMatchingParent(node, (parent) => $isElementNode(parent) && !parent.isInline());
}

/** What a block says and how its words look; null where it isn't. */
function contentOf(state: EditorState, key: NodeKey): string | null {
  return state.read(() => {
    const block = $getNodeByKey(key);
    if (!$isElementNode(block)) return null;
    return JSON.stringify([
      block.getType(),
      block.getChildren().map((child) => [child.getTextContent(), $isTextNode(child) ? child.getFormat() : 0]),
    ]);
  });
}
