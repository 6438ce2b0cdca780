import type { WebSocketService } from '../client/service-types.ts';
import { useKit } from './kit-context.ts';

export type { WebSocketService };

/** What the hooks stand on, for components that tell it something: null on the first render. It renders nothing anew. */
export function useService(): WebSocketService | null {
  return useKit()?.service ?? null;
}
