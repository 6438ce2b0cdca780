import * as Y from 'yjs';
import { type ConnectOptions, connectDocument, type DocumentConnection } from './connect-document.ts';

/** As `connectDocument`, with a document of its own that ends with the connection. */
export function openDocument(options: Omit<ConnectOptions, 'doc'>): DocumentConnection {
  const doc = new Y.Doc();
  const connection = connectDocument({ ...options, doc });
  return {
    ...connection,
    destroy: () => {
      connection.destroy();
      doc.destroy();
    },
  };
}
