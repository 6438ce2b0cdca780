import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../server/store/memory.ts';
import { ApiClient, type EventReader } from '../../support/api.ts';
import { eventually } from '../../support/eventually.ts';
import { heldTime } from '../../support/time.ts';
import { startWhole } from '../../support/whole-server.ts';

const ACCOUNTS = { auth: 'accounts' } as const;
const STREAM = '/projects/one/events';

async function signUp(url: string, username: string) {
  const client = new ApiClient(url);
  const { user } = await client.done('POST', '/session', { username });
  return { client, user: user.user_id as string };
}

/** A project of Ada's, with Bob as an editor. */
async function setUp(overrides: Parameters<typeof startWhole>[0] = {}) {
  const server = await startWhole(overrides, ACCOUNTS);
  const [ada, bob] = [await signUp(server.url, 'Ada'), await signUp(server.url, 'Bob')];
  await ada.client.done('POST', '/projects', { name: 'One', project_id: 'one' });
  await ada.client.done('PUT', `/projects/one/members/${bob.user}`, { role: 'editor' });
  await server.settled();
  return { server, url: server.url, ada, bob };
}

function titles(reader: EventReader, type = 'task_created'): string[] {
  return reader.of(type).map(({ data }) => data.title);
}

describe('an event stream', () => {
  it('tells what happens, each event with its id, in the envelope', async () => {
    const { ada, bob } = await setUp();
    const reader = await bob.client.stream(STREAM);
    expect(reader.status).toBe(200);
    expect(reader.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    const task = await ada.client.done('POST', '/projects/one/tasks', { title: 'First' });
    await reader.until('the event came', () => titles(reader).length === 1);
    expect(reader.of('task_created')[0]).toEqual({
      type: 'task_created',
      data: expect.objectContaining({
        task_id: task.task_id,
        id: task.task_id,
        title: 'First',
        status: task.status,
        assignee_id: null,
        project_id: 'one',
      }),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      message_id: expect.stringMatching(/^msg_/),
      user_id: ada.user,
      room_id: 'p/one',
    });
    expect(reader.retry).toBeGreaterThan(0);
    expect(reader.events.every(({ id }) => id !== undefined)).toBe(true);
    reader.close();
  });

  it('goes on where a reader was, and nothing comes twice or is missing', async () => {
    const store = createMemoryStore();
    const { server, ada, bob } = await setUp({ store });
    const first = await bob.client.stream(STREAM);
    await ada.client.done('POST', '/projects/one/tasks', { title: 'A' });
    await first.until('the event came', () => titles(first).length === 1);
    first.close();
    for (const title of ['B', 'C']) await ada.client.done('POST', '/projects/one/tasks', { title });
    await server.settled();
    for (const resume of [
      { path: STREAM, headers: { 'last-event-id': first.lastId ?? '' } },
      { path: `${STREAM}?last_event_id=${first.lastId}`, headers: {} },
    ]) {
      const second = await bob.client.stream(resume.path, resume.headers);
      await second.until('what was missed came', () => titles(second).length === 2);
      expect(titles(second)).toEqual(['B', 'C']);
      second.close();
    }
  });

  it('says from the beginning where it is, so that who heard nothing can go on, too', async () => {
    const { server, ada, bob } = await setUp();
    const first = await bob.client.stream(STREAM);
    await first.until('its place was told', () => first.lastId !== null);
    first.close();
    await ada.client.done('POST', '/projects/one/tasks', { title: 'Unheard' });
    await server.settled();
    const second = await bob.client.stream(STREAM, { 'last-event-id': first.lastId ?? '' });
    await second.until('it came', () => titles(second).length === 1);
    second.close();
  });

  it('says reset to whoever asks for what was never told, or is kept no more', async () => {
    const { server, ada, bob } = await setUp({ limits: { eventsKept: 3 } });
    const early = await bob.client.stream(STREAM);
    await early.until('its place was told', () => early.lastId !== null);
    early.close();
    for (let i = 0; i < 10; i++) await ada.client.done('POST', '/projects/one/tasks', { title: `Task ${i}` });
    await server.settled();
    for (const id of [early.lastId ?? '', 'nonsense', 'ffffffffffffffff']) {
      const reader = await bob.client.stream(STREAM, { 'last-event-id': id });
      await reader.until('the reset came', () => reader.events.some(({ event }) => event === 'reset'));
      expect(reader.events.filter(({ event }) => event === 'reset')).toHaveLength(1);
      reader.close();
    }
  });

  it("of one's own tells of one's notifications, and of nobody else's", async () => {
    const { ada, bob } = await setUp();
    const [own, other] = [await bob.client.stream('/events'), await ada.client.stream('/events')];
    await ada.client.done('POST', '/projects/one/tasks', { title: 'For Bob', assignee_id: bob.user });
    await own.until('the notification came', () => own.of('system_notification').length > 0);
    expect(other.of('system_notification')).toEqual([]);
    own.close();
    other.close();
  });

  it('comes by an access token in the query, for an EventSource of another site', async () => {
    const { url, bob } = await setUp();
    const { token } = await bob.client.done('POST', '/session/tokens', { label: 'stream' });
    const anonymous = new ApiClient(url, { origin: null });
    const reader = await anonymous.stream(`${STREAM}?token=${token}`);
    expect(reader.status).toBe(200);
    reader.close();
    expect((await anonymous.stream(`${STREAM}?token=wrong`)).status).toBe(401);
    expect((await anonymous.get(`/projects?token=${token}`)).status, 'nowhere else').toBe(401);
  });
});

describe('the end of an event stream', () => {
  it('[AC4] comes at once with a removal, a log-out and the end of the project', async () => {
    const { ada, bob } = await setUp();
    const ends = async (reader: EventReader, code: string) => {
      await eventually('it ended', () => reader.ended);
      expect(reader.events.at(-1)).toMatchObject({ event: 'end', data: JSON.stringify({ code }) });
    };
    const removed = await bob.client.stream(STREAM);
    const personal = await bob.client.stream('/events');
    await ada.client.done('DELETE', `/projects/one/members/${bob.user}`);
    await ends(removed, 'session.revoked');
    expect((await bob.client.stream(STREAM)).status).toBe(404);
    expect(personal.ended).toBe(false);
    await bob.client.done('DELETE', '/session');
    await ends(personal, 'session.ended');
    const owners = await ada.client.stream(STREAM);
    await ada.client.done('DELETE', '/projects/one');
    await ends(owners, 'room.unknown');
  });

  it('[AC4] comes of a removal that is faster than the stream', async () => {
    const { ada, bob } = await setUp();
    const [reader] = await Promise.all([bob.client.stream(STREAM), ada.client.done('DELETE', `/projects/one/members/${bob.user}`)]);
    await eventually('it ended', () => reader.ended);
  });

  it('comes when the server stops, which it doesn’t hold up', async () => {
    const { server, bob } = await setUp();
    const reader = await bob.client.stream(STREAM);
    await server.stop();
    await reader.until('it ended', () => reader.ended);
    expect(reader.events.at(-1)).toMatchObject({ event: 'end', data: '{"code":"server.stopping"}' });
  });

  it('leaves room for another: so many of one user and no more', async () => {
    const { bob, ada } = await setUp({ limits: { streamsPerUser: 2 } });
    const [one, two] = [await bob.client.stream(STREAM), await bob.client.stream('/events')];
    const third = await bob.client.stream(STREAM);
    expect(third.status).toBe(429);
    expect(third.headers['retry-after']).toBeDefined();
    const others = await ada.client.stream(STREAM);
    expect(others.status).toBe(200);
    one.close();
    await eventually('there is room', async () => {
      const reader = await bob.client.stream(STREAM);
      const { status } = reader;
      reader.close();
      return status === 200;
    });
    two.close();
    others.close();
  });

  it('does not come of silence: comments keep the line alive', async () => {
    const time = heldTime();
    const { url } = await startWhole({ time, limits: { commitDelay: 0 } });
    const pump = setInterval(() => time.jump(1), 1);
    try {
      const client = new ApiClient(url);
      await client.done('POST', '/projects', { name: 'One', project_id: 'one' });
      const reader = await client.stream(STREAM);
      time.jump(15_000);
      await reader.until('a comment came', () => reader.comments > 0);
      reader.close();
    } finally {
      clearInterval(pump);
    }
  });
});
