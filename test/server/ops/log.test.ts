import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createLog } from '../../../server/ops/log.ts';

function logged(debug = false) {
  const lines: string[] = [];
  const to = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  return { log: createLog({ debug, to }), lines, last: () => JSON.parse(lines.at(-1) ?? '') };
}

it('writes a line of JSON with level, time, fields and sentence', () => {
  const { log, last } = logged();
  log.warn({ room: 'p/1', members: 3 }, 'a member lags');
  expect(last()).toEqual({
    level: 'warn',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    room: 'p/1',
    members: 3,
    message: 'a member lags',
  });
});

it('writes debug lines only when asked to', () => {
  const quiet = logged();
  quiet.log.debug({}, 'detail');
  expect(quiet.lines).toEqual([]);
  const chatty = logged(true);
  chatty.log.debug({}, 'detail');
  expect(chatty.last().message).toBe('detail');
});

it('hides secrets however they got there', () => {
  const { log, lines } = logged();
  log.info(
    {
      token: 's3cret',
      request: { headers: { Cookie: 'sid=s3cret', authorization: 'Bearer s3cret' }, url: '/room?token=s3cret&x=1' },
      list: [{ password: 's3cret' }],
    },
    'a request',
  );
  expect(lines[0]).not.toContain('s3cret');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ token: '[hidden]', request: { url: '/room?token=[hidden]&x=1' } });
});

it('keeps an error with its stack and code', () => {
  const { log, last } = logged();
  log.error({ error: Object.assign(new Error('disk full'), { code: 'ENOSPC' }) }, 'a write failed');
  expect(last().error).toMatchObject({ message: 'disk full', code: 'ENOSPC', stack: expect.stringContaining('log.test.ts') });
});

it('ends at a depth, so that no field can make it overflow', () => {
  const { log, last } = logged();
  const round: { self?: object } = {};
  round.self = round;
  log.info({ round }, 'round');
  expect(JSON.stringify(last().round)).toContain('[deeper]');
});
