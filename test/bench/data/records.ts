import fs from 'node:fs';

/** Writes byte strings into one file, each after its length. */
export function writeRecords(file: string, records: Iterable<Uint8Array>): void {
  const parts: Uint8Array[] = [];
  for (const record of records) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(record.length);
    parts.push(length, record);
  }
  fs.writeFileSync(file, Buffer.concat(parts));
}

/** The byte strings of such a file: views into one buffer. */
export function readRecords(file: string): Buffer[] {
  const bytes = fs.readFileSync(file);
  const records: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + bytes.readUInt32BE(at);
    records.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return records;
}
