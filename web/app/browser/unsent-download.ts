import type { UnsentEdits } from '../../client/service-types.ts';
import { systemTime } from '../../client/time.ts';
import { unsentText } from '../../client/unsent-text.ts';

/** ms that the file stays in memory: the browser reads it after the click. */
const READ_WITHIN = 60_000;

/** Offers edits that never reached the server as one text file: documents as they read, boards as JSON. Nothing where there are none. */
export function downloadUnsent(edits: readonly UnsentEdits[]): void {
  if (edits.length === 0) return;
  const url = URL.createObjectURL(new Blob([unsentText(edits)], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement<'a'>('a');
  link.href = url;
  link.download = `weft-unsent-${new Date(systemTime.now()).toISOString().slice(0, 10)}.txt`;
  link.click();
  systemTime.after(READ_WITHIN, () => URL.revokeObjectURL(url));
}
