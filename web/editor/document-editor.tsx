import { LexicalComposer } from '@lexical/react/LexicalComposer';
import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import { ContentEditable } from '@lexical/react/LexicalContentEditable';
import { LexicalErrorBoundary } from '@lexical/react/LexicalErrorBoundary';
import { LinkPlugin } from '@lexical/react/LexicalLinkPlugin';
import { ListPlugin } from '@lexical/react/LexicalListPlugin';
import { RichTextPlugin } from '@lexical/react/LexicalRichTextPlugin';
import { type JSX, type RefObject, useMemo, useRef } from 'react';
import { NODES } from '../../shared/lexical/nodes.ts';
import type { RoomHandle } from '../hooks/use-room.ts';
import { useSyncFact } from '../hooks/use-sync-status.ts';
import type { Dictionary } from '../i18n/dictionary.ts';
import type { BoundDocument } from './bind-document.ts';
import { useMarkdownShortcuts } from './markdown.ts';
import { RemoteCarets } from './remote-carets.tsx';
import { THEME } from './theme.ts';
import { useBoundDocument } from './use-bound-document.ts';

/** What the editor needs of a document's room: a connection of its own has it too. */
export type EditedRoom = Pick<RoomHandle, 'doc' | 'awareness' | 'status'>;

export interface DocumentEditorProps {
  /** Give the editor its `doc.guid` as `key`: another document needs another editor. */
  readonly room: EditedRoom;
  /** The document may be read alone, whatever one's role. */
  readonly frozen?: boolean;
  readonly text: Dictionary['editor'];
  /** The document holds something that this version can't show. */
  readonly onBroken: (error: unknown) => void;
}

/** The editor of one document. It may be typed into from the first sync on, and never by readers. */
export function DocumentEditor({ room, frozen = false, text, onBroken }: DocumentEditorProps): JSX.Element {
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
      <BoundEditor room={room} frozen={frozen} text={text} onBroken={onBroken} bound={bound} />
    </LexicalComposer>
  );
}

function BoundEditor({
  room,
  frozen,
  text,
  onBroken,
  bound,
}: Required<DocumentEditorProps> & { readonly bound: RefObject<BoundDocument | null> }): JSX.Element {
  const [editor] = useLexicalComposerContext();
  const container = useRef<HTMLDivElement>(null);
  const editable = useSyncFact(room, (status) => status.editable) && !frozen;
  const readOnly = useSyncFact(room, (status) => status.readOnly);
  const binding = useBoundDocument({ room, frozen, bound, onBroken });
  useMarkdownShortcuts(editor);
  return (
    <div className="editor" ref={container}>
      <RichTextPlugin
        contentEditable={
          <ContentEditable
            className="editor-text"
            aria-label={text.label}
            aria-readonly={!editable}
            aria-placeholder={text.placeholder}
            placeholder={<p className="editor-placeholder">{readOnly || frozen ? text.empty : text.placeholder}</p>}
            spellCheck
          />
        }
        ErrorBoundary={LexicalErrorBoundary}
      />
      <ListPlugin />
      <LinkPlugin />
      {binding !== null && <RemoteCarets editor={editor} binding={binding} awareness={room.awareness} container={container} />}
    </div>
  );
}
