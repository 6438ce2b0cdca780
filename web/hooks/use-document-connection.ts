import { useEffect, useState } from 'react';
import type { DocumentConnection, PresenceUser } from '../client/connect-document.ts';
import { openDocument } from '../client/open-document.ts';

export type { DocumentConnection, PresenceUser };

export interface DocumentConnectionOptions {
  readonly url: string;
  readonly room: string;
  readonly user: PresenceUser;
  readonly maxReconnectAttempts?: number;
}

/**
 * A connection to a document for as long as the component is mounted: null on the first render, then always the same one
 * for the same `url` and `room`. A change of `user` is told to the others without connecting anew. Under StrictMode's
 * double mount the first connection ends before it has opened a socket.
 */
export function useDocumentConnection({
  url,
  room,
  user,
  maxReconnectAttempts = 10,
}: DocumentConnectionOptions): DocumentConnection | null {
  const [connection, setConnection] = useState<DocumentConnection | null>(null);

  useEffect(() => {
    const opened = openDocument({ url, room, maxReconnectAttempts });
    setConnection(opened);
    return () => {
      setConnection(null);
      opened.destroy();
    };
  }, [url, room, maxReconnectAttempts]);

  const { id, name, color } = user;
  useEffect(() => {
    connection?.setUser({ id, name, color });
  }, [connection, id, name, color]);

  return connection;
}
