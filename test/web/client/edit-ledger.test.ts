import { describe, expect, it } from 'vitest';
import { EditLedger } from '../../../web/client/edit-ledger.ts';

/** A ledger on a fresh connection whose first step 2 has been sent. */
function connected(): EditLedger {
  const ledger = new EditLedger();
  ledger.opened();
  ledger.sent('step2');
  return ledger;
}

function type(ledger: EditLedger, edits = 1): void {
  for (let edit = 0; edit < edits; edit++) {
    ledger.edited();
    ledger.sent('update');
  }
}

describe('which edits are saved', () => {
  it('[SA1] the first k write frames: what comes after them is not saved', () => {
    const ledger = connected();
    type(ledger, 3);
    ledger.acked(2, []);
    expect(ledger.unsaved).toBe(2);
    expect(ledger.undecided).toBe(2);
    ledger.acked(4, []);
    expect(ledger.unsaved).toBe(0);
  });

  it('[SA1] an ack that repeats itself or claims more than was sent says nothing new', () => {
    const ledger = connected();
    type(ledger);
    expect(ledger.acked(2, [])).toBe(true);
    expect(ledger.acked(2, [])).toBe(false);
    expect(ledger.acked(99, [])).toBe(false);
    type(ledger);
    expect(ledger.unsaved).toBe(1);
    ledger.acked(3, []);
    expect(ledger.unsaved).toBe(0);
  });

  it('[SA1] a frame refused by index is decided, and its edit is not saved until a step 2 brings it over', () => {
    const ledger = connected();
    type(ledger, 3);
    ledger.acked(4, [{ index: 2, code: 'role.read-only' }]);
    expect(ledger.unsaved).toBe(1);
    expect(ledger.undecided).toBe(0);
    expect(ledger.refusal).toBe('role.read-only');
    ledger.sent('step2');
    ledger.acked(5, []);
    expect(ledger.unsaved).toBe(0);
    expect(ledger.refusal).toBeNull();
  });

  it('[SA4] what was made offline is unsent until the step 2 of the new connection is acked', () => {
    const ledger = connected();
    ledger.acked(1, []);
    ledger.edited();
    ledger.edited();
    ledger.opened();
    expect(ledger.unsaved).toBe(2);
    type(ledger);
    ledger.sent('step2');
    type(ledger);
    ledger.acked(1, []);
    expect(ledger.unsaved).toBe(3);
    ledger.acked(2, []);
    expect(ledger.unsaved).toBe(1);
    ledger.acked(3, []);
    expect(ledger.unsaved).toBe(0);
  });

  it('[SA4] what was on its way when the connection ended counts as unsent, and old acks can never cover it', () => {
    const ledger = connected();
    type(ledger, 2);
    ledger.opened();
    expect(ledger.unsaved).toBe(2);
    ledger.acked(3, []);
    expect(ledger.unsaved).toBe(2);
  });

  it('[SY5] an incomplete step 2 has saved the edits made here', () => {
    const ledger = new EditLedger();
    ledger.edited();
    ledger.opened();
    ledger.sent('step2');
    ledger.acked(1, [{ index: 0, code: 'update.incomplete' }]);
    expect(ledger.unsaved).toBe(0);
  });

  it('what a document held before it was connected counts as one edit, for a writer', () => {
    const ledger = new EditLedger();
    ledger.inherited();
    expect(ledger.unsaved).toBe(1);
    ledger.opened();
    ledger.sent('step2');
    ledger.acked(1, []);
    expect(ledger.unsaved).toBe(0);
    ledger.inherited();
    ledger.disinherit();
    expect(ledger.unsaved).toBe(0);
  });
});
