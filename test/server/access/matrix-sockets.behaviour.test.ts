import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { commentsRoom, documentRoom, inboxRoom, projectRoom, settingsRoom } from '../../../shared/rooms.ts';
import { type Acting, type Matrix, matrixServer, PERSONS, type Person } from '../../support/matrix.ts';
import { RawClient } from '../../support/raw-client.ts';
import { letters } from '../../support/updates.ts';

type Right = 'write' | 'read' | 'none';

/** The four members' rights, the stranger's, and nobody's is always none. */
type Rights = Readonly<Record<Exclude<Person, 'nobody'>, Right>>;

const WRITERS: Rights = { owner: 'write', editor: 'write', commenter: 'read', viewer: 'read', stranger: 'none' };
const COMMENTERS: Rights = { ...WRITERS, commenter: 'write' };
const ALL = (right: Right): Rights => ({ owner: right, editor: right, commenter: right, viewer: right, stranger: right });

/** Every kind of room; `self` is whoever asks. */
const ROOMS: readonly { readonly room: (self: string, other: string) => string; readonly rights: Rights }[] = [
  { room: () => projectRoom('one'), rights: WRITERS },
  { room: () => documentRoom('one', 'd1'), rights: WRITERS },
  { room: () => commentsRoom('one', 'd1'), rights: COMMENTERS },
  { room: () => commentsRoom('one', null), rights: COMMENTERS },
  { room: (self) => inboxRoom(self), rights: ALL('read') },
  { room: (self) => settingsRoom(self), rights: ALL('write') },
  { room: (_self, other) => inboxRoom(other), rights: ALL('none') },
  { room: (_self, other) => settingsRoom(other), rights: ALL('none') },
  { room: () => documentRoom('one', 'unlisted'), rights: ALL('none') },
  { room: () => commentsRoom('one', 'unlisted'), rights: ALL('none') },
  { room: () => projectRoom('missing'), rights: ALL('none') },
  { room: () => documentRoom('missing', 'd1'), rights: ALL('none') },
  { room: () => 'anything', rights: ALL('none') },
  { room: () => 'p/one/x/y', rights: ALL('none') },
];

/** A frame whose types are spelled as they shouldn't be: two bytes for a number that fits in one. */
function spelledOut(syncType: number, update: Uint8Array): Uint8Array {
  return Uint8Array.of(0x80, 0x00, 0x80 | syncType, 0x00, update.length, ...update);
}

/** Every way to bring an update into a room. */
const ENCODINGS: readonly ((client: RawClient, update: Uint8Array) => number)[] = [
  (client, update) => client.update(update),
  (client, update) => client.step2(update),
  (client, update) => client.send(spelledOut(1, update)).sent++,
  (client, update) => client.send(spelledOut(2, update)).sent++,
];

function join({ url }: Matrix, { token }: Acting, room: string): Promise<RawClient> {
  return RawClient.open({ url: url.replace('http', 'ws'), room, ...(token === null ? {} : { token }) });
}

/** A fresh one-letter update: nobody has its content. */
const fresh = (): Uint8Array => letters('x')[0] ?? new Uint8Array();

describe('role × room by socket', () => {
  it.each(PERSONS)(
    '[AC1][AC2][AC3] %s reads and writes in each kind of room as the table says, and no trace is left of the rest',
    async (person) => {
      const matrix = await matrixServer();
      await matrix.project('one');
      const { people } = matrix;
      const acting = people[person];
      const other = people[person === 'owner' ? 'editor' : 'owner'].user;
      // Rooms that are opened for the first time get their seed: that is no trace of anybody.
      for (const { room, rights } of ROOMS.slice(0, 6)) {
        const opener = rights.stranger === 'none' ? people.owner : acting;
        if (opener.token === null) continue;
        const client = await join(matrix, opener, room(opener.user, other));
        await client.roundTrip();
        await client.close();
      }

      for (const { room, rights } of ROOMS) {
        const name = room(acting.user === '' ? 'nobody' : acting.user, other);
        const right = person === 'nobody' ? 'none' : rights[person];
        const before = await matrix.trace();
        const client = await join(matrix, acting, name);
        if (right === 'none') {
          for (const send of ENCODINGS) send(client, fresh());
          const code = person === 'nobody' ? { code: 4401, reason: 'session.unauthorised' } : { code: 4404, reason: 'room.unknown' };
          expect(await client.ended(), `${person} in ${name}`).toEqual(code);
          expect(client.frames, `${person} in ${name}`).toEqual([]);
        } else {
          const indices = ENCODINGS.map((send) => send(client, fresh()));
          const expected = indices.map((index) => (right === 'read' ? { index, code: 'role.read-only' } : null));
          expect(await Promise.all(indices.map((index) => client.decided(index))), `${person} in ${name}`).toEqual(expected);
          await client.close();
        }
        const after = await matrix.trace();
        if (right === 'write') expect(after, `${person} in ${name}`).not.toEqual(before);
        else expect(after, `${person} in ${name}`).toEqual(before);
      }
    },
  );

  it('[AC1] what a viewer sends never reaches another, nor whoever comes later', async () => {
    const matrix = await matrixServer();
    await matrix.project('one');
    const { people } = matrix;
    const room = documentRoom('one', 'd1');
    const watching = await join(matrix, people.editor, room);
    await watching.roundTrip();
    const viewer = await join(matrix, people.viewer, room);
    const intruder = new Y.Doc();
    intruder.getText('sneaked in').insert(0, 'x');
    const update = Y.encodeStateAsUpdate(intruder);
    const indices = ENCODINGS.map((send) => send(viewer, update));
    for (const index of indices) expect(await viewer.decided(index)).toMatchObject({ code: 'role.read-only' });
    await watching.roundTrip();
    const late = await join(matrix, people.editor, room);
    late.step1();
    await late.frame('step2');
    const received = [...watching.frames, ...late.frames].flatMap((frame) =>
      'update' in frame ? [Buffer.from(frame.update).toString('latin1')] : [],
    );
    expect(received.join()).toContain('Words.');
    expect(received.join()).not.toContain('sneaked in');
    for (const client of [watching, viewer, late]) await client.close();
  });
});
