import { createHeadlessEditor } from '@lexical/headless';
import { createBindingV2__EXPERIMENTAL as createBinding } from '@lexical/yjs';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { isField, mayBe, mayBeOfRun } from '../../../shared/lexical/fields.ts';
import { NODES } from '../../../shared/lexical/nodes.ts';
import { ELEMENTS, RUNS } from '../../../shared/lexical/schema.ts';

/** Every node's fields that the binding shares, with the values of a new node. */
function sharedFields(): ReadonlyMap<string, readonly (readonly [string, unknown])[]> {
  const { nodeProperties } = createBinding(createHeadlessEditor({ nodes: NODES }), 'fields', new Y.Doc(), new Map());
  const entries = [...nodeProperties].map(
    ([name, fields]) => [name, Object.entries(fields).filter(([field]) => field !== '__type')] as const,
  );
  return new Map(entries);
}

describe('the fields that may be written', () => {
  const fields = sharedFields();

  it.each([...ELEMENTS.keys()])('are all that an editor shares of a node: %s', (name) => {
    const own = fields.get(name) ?? [];
    const unknown = own.filter(([field, value]) => !(isField(name, field) && mayBe(name, field, value))).map(([field]) => field);
    expect(unknown, 'add them to shared/lexical/fields.ts, or exclude them from the binding').toEqual([]);
  });

  it.each([...RUNS.keys()])('are all that an editor shares of a run: %s', (name) => {
    for (const [field, value] of fields.get(name) ?? []) expect(mayBeOfRun(field, value), field).toBe(true);
  });

  it('are those of the root too', () => {
    for (const [field, value] of fields.get('root') ?? []) expect(mayBe(null, field, value), field).toBe(true);
  });

  it('are nothing else', () => {
    for (const name of ['__type', '__parent', '__slots', '__first', '__text', 'constructor', 'toString', '__proto__', 's_shadowRoot']) {
      for (const node of [null, ...ELEMENTS.keys(), 'hologram', 'constructor']) expect(isField(node, name)).toBe(false);
      expect(mayBeOfRun(name, 0)).toBe(false);
    }
  });
});
