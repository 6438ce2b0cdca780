import * as Y from 'yjs';
import { seeded } from '../../support/random.ts';
import { TEXT } from '../load/edits.ts';

/** Edits of the trace that the targets were measured with (a paper, recorded key by key). */
export const TRACE_EDITS = 259_778;

/** Chances an edit: that the caret jumps first, and that what follows is a run of deletions. */
const JUMP = 0.004;
const DELETION = 0.035;
/** Characters of the longest run of deletions. */
const LONGEST_DELETION = 12;
/** Share of jumps that go back to the end. */
const TO_END = 0.5;

/**
 * One author's typing, an update an edit: mostly one character after another, now and then a caret that jumps, about a
 * fifth of all edits deletions by the backspace key.
 */
export function typingTrace(seed: number, edits: number = TRACE_EDITS): { readonly updates: Uint8Array[]; readonly text: string } {
  const random = seeded(seed);
  const doc = new Y.Doc();
  doc.clientID = 1000;
  const text = doc.getText(TEXT);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  let caret = 0;
  let deleting = 0;
  while (updates.length < edits) {
    if (deleting > 0 && caret > 0) {
      deleting--;
      text.delete(--caret, 1);
      continue;
    }
    deleting = 0;
    if (random.chance(JUMP)) caret = random.chance(TO_END) ? text.length : random.below(text.length + 1);
    if (random.chance(DELETION)) deleting = random.between(1, LONGEST_DELETION);
    else text.insert(caret++, random.chance(0.16) ? ' ' : String.fromCharCode(97 + random.below(26)));
  }
  return { updates, text: text.toString() };
}
