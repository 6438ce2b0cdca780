import { useCallback, useMemo, useState } from 'react';
import type { Notice } from './notice-bar.tsx';

export interface Notices {
  readonly notice: Notice | null;
  /** Takes the place of what was told before. */
  readonly tell: (notice: Omit<Notice, 'id'>) => void;
  readonly clear: () => void;
}

/** What is told to whoever did something: one thing at a time. */
export function useNotices(): Notices {
  const [notice, setNotice] = useState<Notice | null>(null);
  const tell = useCallback<Notices['tell']>((next) => setNotice((before) => ({ ...next, id: (before?.id ?? 0) + 1 })), []);
  const clear = useCallback(() => setNotice(null), []);
  return useMemo(() => ({ notice, tell, clear }), [notice, tell, clear]);
}
