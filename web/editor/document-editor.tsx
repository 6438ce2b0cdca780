import { LexicalComposer } from '@lexical/react/LexicalComposer';
import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import { ContentEditable } from '@lexical/react/LexicalContentEditable';
import { LexicalErrorBoundary } from '@lexical/react/LexicalErrorBoundary';
import { RichTextPlugin } from '@lexical/react/LexicalRichTextPlugin';
import { type JSX, type ReactNode, type RefObject, useMemo, useRef, useState } from 'react';
import { NODES } from '../../shared/lexical/nodes.ts';
import { useSyncFact } from '../hooks/use-sync-status.ts';
import type { BoundDocument } from './binding/bind-document.ts';
import { useBoundDocument } from './binding/use-bound-document.ts';
import { type EditedRoom, type EditorScope, EditorScopeContext, type PanelName, useEditorScope } from './editor-scope.ts';
import { THEME } from './theme.ts';
import { RemoteCarets } from './together/remote-carets.tsx';
import { useAnnouncer } from './use-announcer.ts';
import { useMarkdownShortcuts } from './writing/shortcuts.ts';

export interface DocumentEditorProps extends Pick<EditorScope, 'project' | 'document' | 'text' | 'language' | 'addressOf' | 'navigate'> {
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
  const config = useMemo(
    () => ({
      namespace: 'weft',
      nodes: NODES,
      theme: THEME,
      editable: false,
      // The content comes from the shared document; an initial paragraph of our own would be written into it.
      editorState: null,
      onError: (error: Error) => {
        reportError(error);
        bound.current?.fault(error);
      },
    }),
    [],
  );
  return (
    <LexicalComposer initialConfig={config}>
      <BoundEditor {...props} frozen={frozen} head={head} bound={bound} />
    </LexicalComposer>
  );
}

type BoundEditorProps = Required<DocumentEditorProps> & { readonly bound: RefObject<BoundDocument | null> };

function BoundEditor({ room, frozen, head, onBroken, bound, ...props }: BoundEditorProps): JSX.Element {
  const { project, document, text, language, addressOf, navigate } = props;
  const container = useRef<HTMLDivElement>(null);
  const editable = useSyncFact(room, (status) => status.editable) && !frozen;
  const binding = useBoundDocument({ room, frozen, bound, onBroken });
  const [panel, showPanel] = useState<PanelName | null>(null);
  const { said, announce } = useAnnouncer();
  const scope = useMemo(
    (): EditorScope => ({
      project,
      document,
      room,
      binding,
      container,
      editable,
      text,
      language,
      addressOf,
      navigate,
      panel,
      showPanel,
      announce,
    }),
    [project, document, room, binding, editable, text, language, addressOf, navigate, panel, announce],
  );
  return (
    <EditorScopeContext value={scope}>
      <div className="editor-layout">
        <div className="editor-main">
          {head}
          <div className="editor" ref={container}>
            <Writing frozen={frozen} />
          </div>
        </div>
      </div>
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </EditorScopeContext>
  );
}

/** The text, and all that happens in it. */
function Writing({ frozen }: { readonly frozen: boolean }): JSX.Element {
  const [editor] = useLexicalComposerContext();
  const scope = useEditorScope();
  const words = scope.text.editor;
  const readOnly = useSyncFact(scope.room, (status) => status.readOnly);
  useMarkdownShortcuts(editor);
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
      {scope.binding !== null && (
        <RemoteCarets editor={editor} binding={scope.binding} awareness={scope.room.awareness} container={scope.container} />
      )}
    </>
  );
}
