import { useCallback } from 'react';
import { useLocation } from 'wouter';
import type { InboxEntry } from '../../../shared/model/records.ts';
import { addressOfEntry } from '../addresses.ts';
import { useApp } from '../app-context.ts';

/** Goes to what a notification is about. The inbox closes then: never more than one panel is on the right. */
export function useOpenEntry(): (entry: InboxEntry) => void {
  const { close } = useApp();
  const [, navigate] = useLocation();
  return useCallback(
    (entry) => {
      const address = addressOfEntry(entry);
      if (address === null) return;
      close();
      navigate(address);
    },
    [close, navigate],
  );
}
