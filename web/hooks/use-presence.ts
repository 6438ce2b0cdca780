import { useCallback } from 'react';
import { type Collaborator, colorOf, colorOfHue, hueOf, userOf, watchPresence } from '../client/presence.ts';
import { systemTime } from '../client/time.ts';
import type { DocumentConnection } from './use-document-connection.ts';
import { useStoppedStore } from './use-stopped-store.ts';

export { type Collaborator, colorOf, colorOfHue, hueOf, userOf };

const NOBODY: readonly Collaborator[] = Object.freeze([]);

/** Who is in the document, one entry a person, oneself first. */
export function usePresence(connection: DocumentConnection): readonly Collaborator[] {
  const make = useCallback(() => watchPresence(connection.awareness, systemTime.after), [connection]);
  return useStoppedStore(make, NOBODY);
}
