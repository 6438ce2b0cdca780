/** Bytes that `value`, a safe integer, takes as a varint. */
export function varUintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 128)) size++;
  return size;
}

/** Writes `value` as a varint at `at`. Returns where it ends. */
export function writeVarUint(bytes: Uint8Array, at: number, value: number): number {
  let rest = value;
  let to = at;
  while (rest > 0x7f) {
    bytes[to++] = 0x80 | (rest % 128);
    rest = Math.floor(rest / 128);
  }
  bytes[to++] = rest;
  return to;
}
