/** What the killed process and the test that reads its folder agree on. */
export const KILL_ROOMS: readonly string[] = ['a', 'b', 'c', 'd', 'e'];

/** The table of steps. */
export const STEP = 'step';

/** The heads of all rooms after a step. */
export type Step = Readonly<Record<string, number>>;

export function stepKey(step: number): string {
  return String(step).padStart(9, '0');
}
