import type { BrowserContextOptions } from 'playwright-core';
import type { Role } from '../../shared/access.ts';
import { type Person, person } from './browser.ts';

/** Somebody with an account, signed in without the sign-in page. */
export interface Member extends Person {
  readonly id: string;
  readonly name: string;
  /** A call to the server's REST API as this person. @throws Error with what the server answered, where it refused */
  api<T>(method: string, path: string, body?: object): Promise<T>;
  /** Opens a page of the app by its path. */
  visit(path: string): Promise<void>;
}

/** @param url the server's, with accounts. @param expected errors in the console that the test expects */
export async function member(
  url: string,
  name: string,
  options: BrowserContextOptions = {},
  expected: RegExp | null = null,
): Promise<Member> {
  const one = await person(options, expected);
  const { request } = one.page.context();
  const api = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await request.fetch(`${url}/api${path}`, {
      method,
      headers: { origin: url },
      ...(body !== undefined && { data: body }),
    });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
    return (answer.status() === 204 ? null : await answer.json()) as T;
  };
  const { user } = await api<{ user: { user_id: string } }>('POST', '/session', { username: name });
  return { ...one, id: user.user_id, name, api, visit: async (path) => void (await one.page.goto(url + path)) };
}

/** Makes a project and lets others in. @returns its id */
export async function projectOf(owner: Member, name: string, others: readonly (readonly [Member, Role])[] = []): Promise<string> {
  const { project_id: project } = await owner.api<{ project_id: string }>('POST', '/projects', { name });
  for (const [other, role] of others) {
    const { secret } = await owner.api<{ secret: string }>('POST', `/projects/${project}/invites`, { role });
    await other.api('POST', '/invites/accept', { secret });
  }
  return project;
}

/** Makes a document in a project. @returns its id */
export async function documentIn(writer: Member, project: string, title: string, markdown?: string): Promise<string> {
  const draft = { title, ...(markdown !== undefined && { markdown }) };
  const made = await writer.api<{ document_id: string }>('POST', `/projects/${project}/documents`, draft);
  return made.document_id;
}
