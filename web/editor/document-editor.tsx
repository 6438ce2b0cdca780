import {
  createLexicalComposerContext,
  LexicalComposerContext,
  type LexicalComposerContextWithEditor,
  useLexicalComposerContext,
} from '@lexical/react/LexicalComposerContext';
import { ContentEditable } from '@lexical/react/LexicalContentEditable';
import { LexicalErrorBoundary } from '@lexical/react/LexicalErrorBoundary';
import { RichTextPlugin } from '@lexical/react/LexicalRichTextPlugin';
import { createEditor } from 'lexical';
import { type JSX, type ReactNode, type RefObject, useMemo, useRef, useState } from 'react';
import { useSyncFact } from '../hooks/use-sync-status.ts';
import type { BoundDocument } from './binding/bind-document.ts';
import { EDITOR_NODES } from './binding/editor-nodes.ts';
import type { UndoWay } from './binding/undo.ts';
import { useBoundDocument } from './binding/use-bound-document.ts';
import { BlockTools } from './blocks/block-tools.tsx';
import { CommentsButton } from './comments/comments-button.tsx';
import { CommentsPanel } from './comments/comments-panel.tsx';
import { CommentsProvider } from './comments/comments-provider.tsx';
import { DRAWN } from './drawn-nodes.ts';
import {
  type EditedRoom,
  type EditorScope,
  EditorScopeContext,
  type EditorSurroundings,
  type PanelName,
  useEditorScope,
} from './editor-scope.ts';
import { FindBar } from './find/find-bar.tsx';
import { FindButton } from './find/find-button.tsx';
import { useFindKey } from './find/use-find-key.ts';
import { Images } from './images/images.tsx';
import { useMentionChips } from './insert/chips/use-mention-chips.tsx';
import { InsertMenus } from './insert/insert-menus.tsx';
import { OutlineButton } from './outline/outline-button.tsx';
import { OutlinePanel } from './outline/outline-panel.tsx';
import { RescueNote } from './rescue/rescue-note.tsx';
import { useToldSelection } from './settle-selection.ts';
import { TableTools } from './tables/table-tools.tsx';
import { THEME } from './theme.ts';
import { BlockNotice } from './together/block-notice.tsx';
import { PeopleButton } from './together/people-button.tsx';
import { RemoteCarets } from './together/remote-carets.tsx';
import { useAddressedPerson } from './together/use-addressed-person.ts';
import { useAttendance } from './together/use-attendance.ts';
import { DocumentMenu } from './transfer/document-menu.tsx';
import { usePaste } from './transfer/use-paste.ts';
import { useUnknownParts } from './unknown/use-unknown-parts.tsx';
import { useAnnouncer } from './use-announcer.ts';
import { useSame } from './use-same.ts';
import { CalloutMenu } from './writing/callout-menu.tsx';
import { CodeCorner } from './writing/code-corner.tsx';
import { LinkCard } from './writing/link-card.tsx';
import { SelectionBar } from './writing/selection-bar.tsx';
import { Toolbar } from './writing/toolbar.tsx';
import { TouchBar } from './writing/touch-bar.tsx';
import { useWriting } from './writing/use-writing.ts';

export interface DocumentEditorProps extends EditorSurroundings {
  /** Give the editor its `doc.guid` as `key`: another document needs another editor. */
  readonly room: EditedRoom;
  /** The document may be read alone, whatever one's role. */
  readonly frozen?: boolean;
  /** What stands above the text and scrolls with it. */
  readonly head?: ReactNode;
  /** The document holds something that this version can't show. */
  readonly onBroken: (error: unknown) => void;
}

/** The editor of one document. It may be typed into from the first sync on, and never by readers. */
export function DocumentEditor({ frozen = false, head = null, ...props }: DocumentEditorProps): JSX.Element {
  const bound = useRef<BoundDocument | null>(null);
  // Not LexicalComposer: it can't be told how nodes are drawn. The editor stays empty until the shared document comes: a first paragraph of our own would be written into that.
  const composer = useMemo((): LexicalComposerContextWithEditor => {
    const editor = createEditor({
      namespace: 'weft',
      nodes: EDITOR_NODES,
      theme: THEME,
      dom: DRAWN,
      editable: false,
      onError: (error) => {
        reportError(error);
        bound.current?.fault(error);
      },
    });
    return [editor, createLexicalComposerContext(null, THEME)];
  }, []);
  return (
    <LexicalComposerContext value={composer}>
      <BoundEditor {...props} frozen={frozen} head={head} bound={bound} />
    </LexicalComposerContext>
  );
}

type BoundEditorProps = Required<DocumentEditorProps> & { readonly bound: RefObject<BoundDocument | null> };

function BoundEditor({ frozen, head, onBroken, bound, ...surroundings }: BoundEditorProps): JSX.Element {
  const { room, text } = surroundings;
  const container = useRef<HTMLDivElement>(null);
  const editable = useSyncFact(room, (status) => status.editable) && !frozen;
  const [panel, showPanel] = useState<PanelName | null>(null);
  const [finding, showFind] = useState(false);
  useFindKey(showFind);
  const { said, announcer, muted, mute } = useAnnouncer();
  const onNothing = (way: UndoWay): void => announcer.announce(text.writing.nothingTo[way]);
  const binding = useBoundDocument({ room, frozen, bound, onBroken, onNothing });
  const scope = useSame<EditorScope>({
    ...surroundings,
    ...announcer,
    binding,
    container,
    editable,
    panel,
    showPanel,
    finding,
    showFind,
    muted,
    mute,
  });
  return (
    <EditorScopeContext value={scope}>
      <CommentsProvider>
        <div className="editor-layout">
          <div className="editor-main">
            <Toolbar>
              <PeopleButton />
              <FindButton />
              <OutlineButton />
              <CommentsButton />
              <DocumentMenu />
            </Toolbar>
            {finding && <FindBar />}
            {head}
            <div className="editor" ref={container}>
              <Writing frozen={frozen} />
            </div>
          </div>
          {panel === 'outline' && <OutlinePanel />}
          {panel === 'comments' && <CommentsPanel />}
        </div>
      </CommentsProvider>
      {said.map((words, region) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the regions stay what they are.
        <p key={region} role="status" className="visually-hidden">
          {words}
        </p>
      ))}
    </EditorScopeContext>
  );
}

/** The text, and all that happens in it. */
function Writing({ frozen }: { readonly frozen: boolean }): JSX.Element {
  const [editor] = useLexicalComposerContext();
  const scope = useEditorScope();
  const words = scope.text.editor;
  const readOnly = useSyncFact(scope.room, (status) => status.readOnly);
  useToldSelection(editor);
  useAttendance();
  useAddressedPerson(editor);
  useWriting(editor);
  usePaste(editor);
  useUnknownParts(editor);
  useMentionChips(editor);
  return (
    <>
      <RichTextPlugin
        contentEditable={
          <ContentEditable
            className="editor-text"
            aria-label={words.label}
            aria-readonly={!scope.editable}
            aria-placeholder={words.placeholder}
            placeholder={<p className="editor-placeholder">{readOnly || frozen ? words.empty : words.placeholder}</p>}
            spellCheck
          />
        }
        ErrorBoundary={LexicalErrorBoundary}
      />
      <SelectionBar editor={editor} />
      <LinkCard editor={editor} />
      <CodeCorner editor={editor} />
      <CalloutMenu editor={editor} />
      <TouchBar editor={editor} />
      <InsertMenus editor={editor} />
      <Images editor={editor} />
      <TableTools editor={editor} />
      <BlockTools editor={editor} />
      {scope.binding !== null && <BlockNotice editor={editor} binding={scope.binding} />}
      {scope.binding !== null && <RescueNote editor={editor} binding={scope.binding} />}
      {scope.binding !== null && (
        <RemoteCarets editor={editor} binding={scope.binding} awareness={scope.room.awareness} container={scope.container} />
      )}
    </>
  );
}
