import type { BindingV2 } from '@lexical/yjs';
import { createContext, type RefObject, useContext } from 'react';
import type { MentionKind } from '../../shared/model/mentions.ts';
import type { RoomHandle } from '../hooks/use-room.ts';
import type { Dictionary } from '../i18n/dictionary.ts';
import type { Language } from '../i18n/languages.ts';
import type { Announcer } from './use-announcer.ts';

/** What the editor needs of a document's room: a connection of its own has it too. */
export type EditedRoom = Pick<RoomHandle, 'doc' | 'awareness' | 'status' | 'rescued'>;

/** What stands beside the text, on demand: one of them or none. */
export type PanelName = 'outline' | 'comments';

/** Which document an editor shows, and what the page around it gives it. */
export interface EditorSurroundings {
  /** Ids. */
  readonly project: string;
  readonly document: string;
  readonly room: EditedRoom;
  readonly text: Dictionary;
  readonly language: Language;
  /** Where a mention leads inside the app. */
  readonly addressOf: (kind: MentionKind, id: string) => string;
  /** Goes to such an address without loading the page anew. */
  readonly navigate: (address: string) => void;
  /** The comments that the page's address names; null for none. */
  readonly thread: string | null;
  /** They are shown, or can't be: the address need not name them any more. The same function always. */
  readonly onThreadShown: () => void;
  /** Whose caret the page's address names, by user id; null for nobody's. */
  readonly person: string | null;
  /** It is in view, or isn't there: the address need not name it any more. The same function always. */
  readonly onPersonShown: () => void;
}

/** What is around the parts of an editor. They differ from the parts of no other page only by this. */
export interface EditorScope extends EditorSurroundings, Announcer {
  /** Null until the editor is bound, one render later. */
  readonly binding: BindingV2 | null;
  /** The positioned element around the text: what is laid over the text is measured from its top left. */
  readonly container: RefObject<HTMLElement | null>;
  /** One may write here now. */
  readonly editable: boolean;
  readonly panel: PanelName | null;
  readonly showPanel: (panel: PanelName | null) => void;
  /** The bar is open that finds words. */
  readonly finding: boolean;
  readonly showFind: (open: boolean) => void;
  /** What others do stays unsaid in this browser. */
  readonly muted: boolean;
  readonly mute: (muted: boolean) => void;
}

export const EditorScopeContext = createContext<EditorScope | null>(null);

/** The editor around its parts. It throws outside of it. */
export function useEditorScope(): EditorScope {
  const scope = useContext(EditorScopeContext);
  if (scope === null) throw new Error('The editor’s parts need <DocumentEditor> around them.');
  return scope;
}
