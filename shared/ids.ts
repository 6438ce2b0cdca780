import type { Random } from './time.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 62¹⁶ is 95 bits: nobody meets the same id twice. */
const LENGTH = 16;

/**
 * A new id: the prefix and 16 base-62 characters. Ids name things, they keep nothing secret.
 * @param prefix what it names, with its underscore: `task_`, `doc_`, `prj_`, `usr_`, `ntf_`, `msg_`, …
 */
export function newId(prefix: `${string}_`, random: Random): string {
  let id: string = prefix;
  for (let length = 0; length < LENGTH; length++) id += DIGITS.charAt(Math.floor(random() * DIGITS.length));
  return id;
}
