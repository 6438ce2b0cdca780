import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { PROBLEMS } from '../../../shared/problems.ts';
import { ApiClient, type Parsed } from '../../support/api.ts';
import { startWhole } from '../../support/whole-server.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

interface Operation {
  readonly name: string;
  readonly operation: Parsed;
}

async function describedBy(url: string): Promise<{ document: Parsed; operations: Operation[] }> {
  const document = await new ApiClient(url).description();
  const operations = Object.entries<Parsed>(document.paths).flatMap(([path, item]) =>
    Object.entries<Parsed>(item).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  );
  return { document, operations };
}

describe('the OpenAPI document', () => {
  it('is valid against the schema of OpenAPI 3.1', async () => {
    const { url } = await startWhole();
    const { document } = await describedBy(url);
    expect(document.openapi).toBe('3.1.0');
    expect(await new Validator().validate(document)).toMatchObject({ valid: true });
  });

  it('says of every operation what it is, what it takes and what may come', async () => {
    const { url } = await startWhole();
    const { document, operations } = await describedBy(url);
    const tags = document.tags.map(({ name }: { name: string }) => name);
    expect(operations.length).toBeGreaterThan(50);
    for (const { name, operation } of operations) {
      expect(operation.summary, name).toBeTruthy();
      expect(operation.tags, name).toHaveLength(1);
      expect(tags, name).toContain(operation.tags[0]);
      expect(
        Object.keys(operation.responses).some((status) => status.startsWith('2')),
        name,
      ).toBe(true);
      expect(operation.responses[429], name).toBeDefined();
      for (const { name: parameter, description } of operation.parameters ?? []) expect(description, `${name} ${parameter}`).toBeTruthy();
    }
  });

  it('has each named schema once, and refers to none that it does not have', async () => {
    const { url } = await startWhole();
    const { document } = await describedBy(url);
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    const names = Object.keys(document.components.schemas);
    expect(new Set(references)).toEqual(new Set(names.filter((name) => references.includes(name))));
    expect(names).toEqual(expect.arrayContaining(['Task', 'Document', 'Project', 'Notification', 'Problem', 'Event', 'Webhook']));
  });

  it('names every route that the server has', async () => {
    const { url } = await startWhole();
    const { document } = await describedBy(url);
    const client = new ApiClient(url);
    for (const path of Object.keys(document.paths)) {
      const at = path.slice('/api'.length).replace(/\{\w+\}/g, 'x');
      const { headers, status } = await client.send('OPTIONS', at);
      expect(status, path).toBe(204);
      const allowed = String(headers.allow)
        .toLowerCase()
        .split(', ')
        .filter((method) => METHODS.includes(method));
      expect(allowed.sort(), path).toEqual(Object.keys(document.paths[path]).sort());
    }
  });
});

describe('the page at /api', () => {
  it('shows every operation, type and problem, and needs nothing from elsewhere', async () => {
    const { url } = await startWhole();
    const { document, operations } = await describedBy(url);
    const { body: page, headers } = await new ApiClient(url).get('');
    expect(headers['content-type']).toMatch(/^text\/html/);
    for (const { operation } of operations) expect(page).toContain(operation.summary);
    for (const path of Object.keys(document.paths)) expect(page).toContain(path);
    for (const name of Object.keys(document.components.schemas)) expect(page).toContain(`id="type-${name.toLowerCase()}"`);
    for (const code of Object.keys(PROBLEMS)) expect(page).toContain(code);
    expect(page).not.toMatch(/<script|src=|@import|undefined|\[object/);
    expect(page).toContain('color-scheme: light dark');
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    for (const id of new Set(links)) expect(page, id).toContain(`id="${id}"`);
  });
});
