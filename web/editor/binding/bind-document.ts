import { $isListNode } from '@lexical/list';
import {
  type BindingV2,
  createBindingV2__EXPERIMENTAL as createBinding,
  syncYjsChangesToLexicalV2__EXPERIMENTAL as syncChangesToLexical,
  syncLexicalUpdateToYjsV2__EXPERIMENTAL as syncLexicalToYjs,
  syncYjsStateToLexicalV2__EXPERIMENTAL as syncStateToLexical,
} from '@lexical/yjs';
import {
  $getNodeByKey,
  $isElementNode,
  $isRootNode,
  COLLABORATION_TAG,
  type EditorState,
  HISTORY_PUSH_TAG,
  type LexicalEditor,
  type NodeKey,
} from 'lexical';
import type { Awareness } from 'y-protocols/awareness';
import { type Doc, type Transaction, UndoManager, XmlElement, XmlText, type YEvent } from 'yjs';
import { settleSelection } from '../settle-selection.ts';
import { bindingProvider, publish } from './binding-provider.ts';
import { $isShown, $selectAt, type Caret, caretOf } from './carets.ts';
import { EDITOR_NODES } from './editor-nodes.ts';
import { Matches } from './matches.ts';
import { ShownTree } from './shown-tree.ts';
import { $knows, $shows, elementsOf, hasNeighbours } from './shows.ts';

/** In the `meta` of a transaction: what it changes is a step of undo of its own. */
export const OWN_STEP = 'weft:own-step';

/**
 * Styles that somebody wrote into a node are neither shown nor written: by them a client could lay what it likes over everybody's page. No
 * part of the editor makes any.
 */
const UNSHARED = new Map(EDITOR_NODES.map((node) => [node, new Set(['__style', '__textStyle'])]));

export interface BindOptions {
  readonly editor: LexicalEditor;
  readonly doc: Doc;
  readonly awareness: Awareness;
  /** Whether local changes may reach the document now. `editable = false` alone does not stop them. */
  readonly mayWrite: () => boolean;
  /** The document can't be shown: what was tried to mend it failed too. */
  readonly onBroken: (error: unknown) => void;
}

/** A Lexical editor bound to a document. */
export interface BoundDocument {
  readonly binding: BindingV2;
  /** Give it every error that the editor reports: it shows the document anew from the shared state. */
  fault(error: unknown): void;
  /** Where the selection was when the document last heard of it; null where there is none. */
  caret(): Caret | null;
  /** Puts the selection there, and tells the others. */
  select(caret: Caret): void;
  stop(): void;
}

/**
 * Binds an editor to a document with Lexical's V2 binding. Not with its own plugin: that one, mounted on a document that
 * already has content, shows a blank editor whose first key deletes everything for everybody.
 */
export function bindDocument({ editor, doc, awareness, mayWrite, onBroken }: BindOptions): BoundDocument {
  const binding = createBinding(editor, 'document', doc, new Map(), { excludedProperties: UNSHARED });
  const provider = bindingProvider(awareness, (position) => $isShown(binding, position));
  const { root } = binding;
  const shown = new ShownTree(root, editor);
  const matches = new Matches(binding);
  publish(awareness, null, null);

  /** What the editor tidies now was done by nobody. */
  let tidiesAlone = false;
  const alone = (show: () => void): void => {
    const before = tidiesAlone;
    tidiesAlone = true;
    try {
      show();
    } finally {
      tidiesAlone = before;
    }
  };
  const showAll = (): void => {
    // Never of an empty root: that would make the editor write its own first paragraph.
    if (root.length > 0) alone(() => syncStateToLexical(binding, provider));
  };

  let healing: 'idle' | 'planned' | 'running' | 'stopped' = 'idle';
  const fault = (error: unknown): void => {
    if (healing === 'running') {
      healing = 'stopped';
      onBroken(error);
    } else if (healing === 'idle') {
      healing = 'planned';
      queueMicrotask(heal);
    }
  };
  /** Error 113, a stale node mapping: building editor and mapping anew from the shared state heals it. */
  const heal = (): void => {
    if (healing === 'planned') showAnew();
  };
  const showAnew = (): void => {
    healing = 'running';
    shown.lookAnew();
    showAll();
    // The caret goes back to where the others saw it.
    const caret = caretOf(awareness);
    if (caret !== null) editor.update(() => $selectAt(binding, caret), { discrete: true, tag: COLLABORATION_TAG });
    if (healing === 'running') healing = 'idle';
  };

  const stopListening = editor.registerUpdateListener((update) => {
    const { prevEditorState, editorState, dirtyElements, dirtyLeaves, normalizedNodes, tags } = update;
    try {
      // Until it is healed the editor shows something that the document no longer says: that must not be written.
      if (mayWrite() && !tidiesAlone && healing !== 'planned' && healing !== 'stopped') {
        shown.prepare();
        doc.transact((transaction) => {
          if (tags.has(HISTORY_PUSH_TAG)) transaction.meta.set(OWN_STEP, true);
          matches.write(editorState, () => {
            syncLexicalToYjs(binding, provider, prevEditorState, editorState, dirtyElements, dirtyLeaves, normalizedNodes, tags);
          });
          if (!tags.has(COLLABORATION_TAG)) giveEmptyBlocksText(binding, editorState, dirtyElements.keys());
          if (!shown.settle(transaction)) fault(new Error('A placeholder came from elsewhere: it stands for nothing in this document.'));
        }, binding);
      } else {
        // An editor normalises what it is shown, a reader's too, and would write it: the nodes' mapping is dropped, the selection passed on.
        for (const key of normalizedNodes) binding.mapping.deleteNode(key);
        syncLexicalToYjs(binding, provider, prevEditorState, editorState, new Map(), new Set(), new Set(), tags);
      }
    } catch (error) {
      fault(error);
    }
  });
  const onChange = (events: YEvent<XmlElement | XmlText>[], transaction: Transaction): void => {
    if (transaction.origin === binding) return;
    const told = shown.take(events, transaction);
    if (told !== null && editor.getEditorState().read(() => $knows(binding, elementsOf(told)))) {
      const show = (): void => syncChangesToLexical(binding, provider, told, transaction, transaction.origin instanceof UndoManager);
      const elements = elementsOf(told);
      // Two texts side by side are one in every editor. Were each to write that down, their words would be there twice: who types next does.
      if ([...elements].some(hasNeighbours)) alone(show);
      else show();
      whenShown(() => {
        if (healing === 'idle' && !editor.getEditorState().read(() => $shows(binding, elements))) showAnew();
      });
    } else if (healing !== 'stopped') showAnew();
  };
  /** What is taken back is shown at the end of the update in which the editor was asked for it. */
  const whenShown = (then: () => void): void => {
    if (editor._updating) editor.update(() => {}, { onUpdate: then });
    else then();
  };
  // yjs types the events of `observeDeep` as those of any type; below this root there are elements and texts alone.
  const observer = onChange as Parameters<typeof root.observeDeep>[0];
  root.observeDeep(observer);
  // What comes from others is shown around the caret as the awareness has it: before it comes, that must be where the caret is.
  const settle = ({ local }: Transaction): void => {
    if (!local) settleSelection(editor);
  };
  doc.on('beforeTransaction', settle);
  showAll();

  return {
    binding,
    fault,
    caret: () => caretOf(awareness),
    select: (caret) => {
      // What is taken back isn't told as one's own, and with it neither where the selection is.
      const tell = (): void => {
        const state = editor.getEditorState();
        syncLexicalToYjs(binding, provider, state, state, new Map(), new Set(), new Set(), new Set());
      };
      editor.update(() => $selectAt(binding, caret), { discrete: true, onUpdate: tell });
    },
    stop: () => {
      healing = 'stopped';
      stopListening();
      root.unobserveDeep(observer);
      doc.off('beforeTransaction', settle);
      shown.stop();
      publish(awareness, null, null);
    },
  };
}

/**
 * A block without text is given an empty one by whoever makes it. Two people's first letters in it then go into the same
 * text; else each makes a text, both editors merge the two, each in its own way, and a letter is there twice.
 */
function giveEmptyBlocksText(binding: BindingV2, state: EditorState, dirty: Iterable<NodeKey>): void {
  state.read(() => {
    for (const key of dirty) {
      const node = $getNodeByKey(key);
      if (!$isElementNode(node) || !node.isEmpty() || $isRootNode(node) || $isListNode(node)) continue;
      const block = binding.mapping.getSharedType(node);
      if (block instanceof XmlElement && block.length === 0) block.insert(0, [new XmlText()]);
    }
  });
}
