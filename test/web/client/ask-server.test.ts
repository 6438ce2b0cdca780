import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../web/client/api.ts';
import { askServer } from '../../../web/client/ask-server.ts';
import { eventually } from '../../support/eventually.ts';
import { heldTime } from '../../support/time.ts';

const AWAY = new ApiError('unreachable', 'The server can’t be reached.');

/** Asks a server that answers as it is told: an error is thrown, anything else answered. */
function asking(answers: (Error | string)[]) {
  const time = heldTime();
  const told: string[] = [];
  let asked = 0;
  let awake = (): void => {};
  const stop = askServer({
    ask: async () => {
      asked++;
      const answer = answers.shift() ?? AWAY;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    answered: (answer) => told.push(answer),
    failed: (error) => told.push(error instanceof ApiError ? error.code : String(error)),
    time,
    wake: (listener) => {
      awake = listener;
      return () => {
        awake = () => {};
      };
    },
  });
  const tells = (count: number) => eventually(`${count} answers`, () => told.length === count, { seen: () => told });
  return { time, told, tells, stop, wake: () => awake(), asked: () => asked };
}

describe('a question to the server', () => {
  it('is asked again while the server is away, in a while or when the browser wakes, until it is answered', async () => {
    const question = asking([AWAY, new ApiError('server.fault', 'A proxy says 502.'), 'yes']);
    await question.tells(1);
    question.time.jump(4_999);
    expect(question.asked()).toBe(1);
    question.time.jump(1);
    await question.tells(2);
    question.wake();
    await question.tells(3);
    expect(question.told).toEqual(['unreachable', 'server.fault', 'yes']);
    question.wake();
    question.time.jump(60_000);
    expect(question.asked()).toBe(3);
    expect(question.time.waiting).toBe(0);
  });

  it('is not asked again when the server refused it, nor after its stop', async () => {
    const refused = asking([new ApiError('session.unauthorised', 'Sign in.')]);
    await refused.tells(1);
    refused.wake();
    expect([refused.asked(), refused.time.waiting]).toEqual([1, 0]);

    const stopped = asking([AWAY, 'too late']);
    await stopped.tells(1);
    stopped.stop();
    stopped.wake();
    stopped.time.jump(60_000);
    expect([stopped.asked(), stopped.time.waiting]).toEqual([1, 0]);
  });
});
