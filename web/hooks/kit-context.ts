import { createContext, useContext } from 'react';
import type { Kit } from './kit.ts';

/** undefined where there is no provider, null until it has mounted. It changes with the service: what is fast comes from stores. */
export const KitContext = createContext<Kit | null | undefined>(undefined);

/** The provider's kit; null until the provider has mounted, so on the first render. */
export function useKit(): Kit | null {
  const kit = useContext(KitContext);
  if (kit === undefined) throw missingProvider();
  return kit;
}

export function missingProvider(): Error {
  return new Error('There is no <WebSocketProvider> above this component. Wrap the app in one.');
}
