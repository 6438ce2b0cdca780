import type { DocumentEntry, DocumentKind } from '../../shared/model/records.ts';
import type { Actor, Also } from './actor.ts';

export const FORMATS = ['json', 'markdown', 'html', 'text'] as const;
export type Format = (typeof FORMATS)[number];

/** A project's documents: the list in the project's room, the content in rooms of their own. */
export interface Documents {
  /** In order; those in the bin only where `binned`. */
  list(project: string, options?: { readonly binned?: boolean }): Promise<readonly DocumentEntry[]>;
  /** @throws Problem `document.unknown` */
  get(project: string, document: string): Promise<DocumentEntry>;
  /** @throws Problem `limit.documents`, `request.invalid` */
  create(
    actor: Actor,
    project: string,
    draft: { readonly title: string; readonly kind?: DocumentKind; readonly markdown?: string; readonly document_id?: string },
    also?: Also<DocumentEntry>,
  ): Promise<DocumentEntry>;
  /** `after`: behind which document it goes in the list, null for the top. */
  change(
    actor: Actor,
    project: string,
    document: string,
    patch: { readonly title?: string; readonly after?: string | null },
  ): Promise<DocumentEntry>;
  bin(actor: Actor, project: string, document: string): Promise<DocumentEntry>;
  restore(actor: Actor, project: string, document: string): Promise<DocumentEntry>;
  /** For good, with its content and comments. */
  remove(actor: Actor, project: string, document: string): Promise<void>;
  /** The content as it is on disk; `json` is Lexical's serialized state (a string of kind `text`). What can't be understood is left out. */
  read(project: string, document: string, format: Format): Promise<string>;
  /** Merges with what people type meanwhile. @throws Problem `document.binned`, `document.too-large` */
  write(actor: Actor, project: string, document: string, markdown: string, how: 'append' | 'replace'): Promise<void>;
}
