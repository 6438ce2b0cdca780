import { describe, expect, it } from 'vitest';
import { Attendance, type Attendant, GONE } from '../../../../web/editor/together/attendance.ts';

const person = (name: string): Attendant => ({ id: name.toLowerCase(), name });
const [BOB, CLEO] = [person('Bob'), person('Cleo')];

function attendance() {
  const said: string[] = [];
  let planned: { act: () => void; ms: number } | null = null;
  const made = new Attendance({
    onCame: (names) => said.push(`came ${names}`),
    onLeft: (names) => said.push(`left ${names}`),
    later: (act, ms) => {
      planned = { act, ms };
      return () => {
        planned = null;
      };
    },
  });
  const pass = (): void => {
    expect(planned?.ms).toBe(GONE);
    const { act } = planned ?? { act: () => {} };
    planned = null;
    act();
  };
  return { made, said, pass, waits: () => planned !== null };
}

describe('who comes and who leaves', () => {
  it('is told of those who come behind oneself, together if they come together', () => {
    const { made, said } = attendance();
    made.are([]);
    made.are([BOB, CLEO]);
    made.are([CLEO, BOB]);
    expect(said).toEqual(['came Bob,Cleo']);
  });

  it('is not told of those who are there already, nor of a new name', () => {
    const { made, said } = attendance();
    made.are([BOB]);
    made.are([{ ...BOB, name: 'Robert' }]);
    expect(said).toEqual([]);
  });

  it('tells that somebody left once they stay away; a reload is neither leaving nor coming', () => {
    const { made, said, pass } = attendance();
    made.are([BOB, CLEO]);
    made.are([CLEO]);
    made.are([BOB, CLEO]);
    pass();
    expect(said).toEqual([]);
    made.are([CLEO]);
    made.are([]);
    pass();
    made.are([BOB]);
    expect(said).toEqual(['left Bob,Cleo', 'came Bob']);
  });

  it('leaves no timer behind', () => {
    const { made, waits } = attendance();
    made.are([BOB]);
    made.are([]);
    expect(waits()).toBe(true);
    made.stop();
    expect(waits()).toBe(false);
  });
});
