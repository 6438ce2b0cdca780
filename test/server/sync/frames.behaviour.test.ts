import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { step1Frame, updateFrame } from '../../../shared/protocol.ts';
import * as hostile from '../../support/hostile-updates.ts';
import { type TestServer, testServer } from '../../support/server.ts';
import { edit, letters } from '../../support/updates.ts';

/** Sends something that must end its sender, and shows that the room goes on as if it had never come. */
async function refusedAlone(server: TestServer, bytes: Uint8Array | string): Promise<{ code: number; reason: string }> {
  const [ada, bob] = [await server.join('r', 'ada:editor'), await server.join('r', 'bob:editor')];
  ada.type('calm ');
  await ada.settled();
  const mallory = await server.raw('r', 'mallory:editor');
  mallory.send(bytes);
  // Where it is a write frame its refusal is named before the end.
  mallory.sent = 1;
  const end = await mallory.ended();
  bob.type('sea');
  await bob.settled();
  await ada.line.until('the room goes on', () => ada.text.includes('sea'));
  expect(ada.text).toBe('calm sea');
  expect(bob.text).toBe('calm sea');
  expect([...ada.doc.share.keys()]).toEqual(['t']);
  expect(ada.line.frames.filter(({ type }) => type === 'notice')).toEqual([]);
  const fresh = await server.join('r', 'carol:editor');
  expect(fresh.text).toBe('calm sea');
  return end;
}

describe('frames', () => {
  it('[FR1] reads a type by its value, however it is spelled', async () => {
    const server = await testServer();
    const client = await server.raw('r');
    client.send(Uint8Array.of(0x80, 0x00, 0x80, 0x80, 0x00, 1, 0));
    await client.frame('step2');
    client.send(Uint8Array.of(0xe7, 0x00, 7));
    await client.frame('ping', ({ nonce }) => nonce === 7);
  });

  it('[FR1] answers a query for awareness with who is there', async () => {
    const server = await testServer();
    const [ada, bob] = [await server.raw('r', 'ada:editor'), await server.listen('r', 'bob:editor')];
    ada.awareness([{ clientId: 1, clock: 1, state: { cursor: 1 } }]);
    await bob.frame('awareness', ({ states }) => states.some(({ clientId }) => clientId === 1));
    const before = bob.frames.length;
    bob.send(Uint8Array.of(3));
    await bob.until('the answer came', () =>
      bob.frames.slice(before).some((frame) => frame.type === 'awareness' && frame.states.some(({ clientId }) => clientId === 1)),
    );
  });

  it.each([
    ['an unknown type', Uint8Array.of(9), 'frame.unknown-type'],
    ["y-websocket's auth type", Uint8Array.of(2, 0, 0), 'frame.unknown-type'],
    ["a server's own type", Uint8Array.of(100, 1, 0), 'frame.unknown-type'],
    ['an unknown sync step', Uint8Array.of(0, 3, 0), 'frame.unknown-type'],
    ['nothing', new Uint8Array(0), 'frame.malformed'],
    ['a truncated body', Uint8Array.of(0, 2, 5, 1), 'frame.malformed'],
    ['trailing bytes', Uint8Array.of(0, 0, 1, 0, 7), 'frame.malformed'],
    ['a truncated varint', Uint8Array.of(0x80), 'frame.malformed'],
    ['a malformed state vector', step1Frame(Uint8Array.of(9, 1)), 'frame.malformed'],
    ['text', 'hello', 'frame.text'],
  ])('[FR2][CL1][CL3] refuses %s alone', async (_what, bytes, code) => {
    const server = await testServer();
    expect(await refusedAlone(server, bytes)).toEqual({ code: 4400, reason: code });
  });

  it.each([
    ['of nine bytes', Uint8Array.of(0, 2, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0)],
    ['without end', new Uint8Array(200).fill(0xff)],
    ['above 2⁵³−1', Uint8Array.of(103, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f)],
  ])('[FR3] refuses a number %s', async (_what, bytes) => {
    const server = await testServer();
    expect(await refusedAlone(server, bytes)).toEqual({ code: 4400, reason: 'frame.malformed' });
  });

  it('[FR4][CL1] closes a frame above the size limit with 4413', async () => {
    const server = await testServer({ limits: { frameBytes: 20_000 } });
    expect(await refusedAlone(server, new Uint8Array(20_001))).toEqual({ code: 4413, reason: 'frame.too-large' });
  });

  it.each(Object.entries(hostile.refusedByScan))('[FR5] refuses %s', async (_what, { update, code }) => {
    const server = await testServer({ limits: hostile.scanLimits });
    expect(await refusedAlone(server, updateFrame(update()))).toEqual({ code: 4400, reason: code });
  });

  it.each(Object.entries(hostile.thrownByYjs))('[FR6] leaves the document as it was when Yjs throws on %s', async (_what, update) => {
    const server = await testServer();
    const end = await refusedAlone(server, updateFrame(update()));
    expect(end.code).toBe(4400);
    expect(end.reason).toMatch(/^update\./);
  });

  it('[FR7][CL1] refuses what would grow a document above its size limit', async () => {
    const server = await testServer({ limits: { documentBytes: 50_000 } });
    const large = new Y.Doc();
    const update = edit(large, () => large.getText('huge').insert(0, 'x'.repeat(60_000)));
    expect(await refusedAlone(server, updateFrame(update))).toEqual({ code: 4413, reason: 'document.too-large' });
  });

  it('[FR7] refuses the update that makes it too large, also when many small ones came before', async () => {
    const server = await testServer({ limits: { documentBytes: 20_000 } });
    const writer = await server.raw('r');
    await writer.decided(writer.update(letters('x')[0] as Uint8Array));
    for (const update of letters('x'.repeat(400))) writer.update(update);
    const doc = new Y.Doc();
    for (let i = 0; i < 40 && writer.isOpen; i++) writer.update(edit(doc, () => doc.getText('t').insert(0, 'y'.repeat(1000))));
    expect(await writer.ended()).toEqual({ code: 4413, reason: 'document.too-large' });
    const fresh = await server.join('r', 'bob:editor');
    expect(Y.encodeStateAsUpdate(fresh.doc).length).toBeLessThanOrEqual(20_000);
    expect(fresh.text.length).toBeGreaterThan(10_000);
  });
});
