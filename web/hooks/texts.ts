import type { DocumentKind } from '../../shared/model/records.ts';
import type { WebSocketService } from '../client/service-types.ts';
import { createTextDocument, type TextDocument } from '../client/text-document.ts';
import { type Counted, createCounted } from './counted.ts';

/** Documents as plain texts, by the document's kind and its room: one of another kind refuses edits and says why. */
export function createTexts(service: WebSocketService): Readonly<Record<DocumentKind, Counted<TextDocument>>> {
  const ofKind = (kind: DocumentKind): Counted<TextDocument> =>
    createCounted((room) => {
      const handle = service.open(room);
      const text = createTextDocument(handle, kind);
      return {
        value: text,
        stop: () => {
          text.stop();
          handle.release();
        },
      };
    });
  return { text: ofKind('text'), lexical: ofKind('lexical') };
}
