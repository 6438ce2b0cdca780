import dgram from 'node:dgram';
import type { LookupAddress } from 'node:dns';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkedLookup, createPublicResolve, resolveLocally } from '../../../../server/workspace/webhooks/lookup.ts';

const ANSWERED = 0x8180;
const NO_SUCH_NAME = 0x8183;
const A = 1;

/** A name server that knows the IPv4 addresses of some names, never answers for names that begin with `hangs`, and knows no others. */
async function startNameServer(names: Readonly<Record<string, readonly string[]>>): Promise<string> {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
      labels.push(query.toString('latin1', at + 1, at + 1 + length));
      at += 1 + length;
    }
    const name = labels.join('.');
    if (name.startsWith('hangs')) return;
    const known = names[name];
    const ips = query.readUInt16BE(at + 1) === A ? (known ?? []) : [];
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(known === undefined ? NO_SUCH_NAME : ANSWERED, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(ips.length, 6);
    const answers = ips.map((ip) => Buffer.from([0xc0, 12, 0, A, 0, 1, 0, 0, 0, 0, 0, 4, ...ip.split('.').map(Number)]));
    socket.send(Buffer.concat([header, query.subarray(12, at + 5), ...answers]), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  onTestFinished(() => void socket.close());
  return `127.0.0.1:${socket.address().port}`;
}

describe('names of targets', () => {
  it('are looked up by the name servers, all addresses; those that hang hold no other up', async () => {
    const server = await startNameServer({ 'two.example': ['93.184.216.34', '10.0.0.1'] });
    const resolve = createPublicResolve([server]);
    let hanging = 0;
    for (let at = 0; at < 20; at++) {
      hanging++;
      const left = (): void => void hanging--;
      resolve(`hangs${at}.example`).then(left, left);
    }
    expect(await resolve('two.example')).toEqual([
      { address: '93.184.216.34', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]);
    await expect(resolve('unknown.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    expect(hanging).toBe(20);
  });

  it("are looked up in the system's way where targets may be private", async () => {
    expect((await resolveLocally('localhost')).length).toBeGreaterThan(0);
  });

  it.each([
    ['one public address', ['93.184.216.34'], '93.184.216.34'],
    ['a private one', ['10.0.0.1'], 'EPRIVATE'],
    ['a private one among public ones', ['93.184.216.34', '10.0.0.1'], 'EPRIVATE'],
    ['none', [], 'ENOTFOUND'],
  ])('with %s are answered so', async (_, ips, expected) => {
    const lookup = checkedLookup(async () => ips.map((address) => ({ address, family: 4 })), false);
    const ask = (all: boolean): Promise<string | LookupAddress[]> =>
      new Promise((resolve) => {
        lookup('name.example', { all }, (error, address) => resolve(error === null ? address : String(error.code)));
      });
    const isError = expected.startsWith('E');
    expect([await ask(false), await ask(true)]).toEqual([expected, isError ? expected : [{ address: expected, family: 4 }]]);
  });
});
