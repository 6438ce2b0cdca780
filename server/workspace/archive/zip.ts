import { setImmediate as breathe } from 'node:timers/promises';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** The same for every entry: an archive of what did not change is the same bytes. No earlier time can be told in a zip. */
const TIME = new Date(1980, 0, 1);

/** Bytes of text that are packed at once: between them others have the server. */
const AT_ONCE = 64 * 1024;

/** A file of an archive: text, or bytes as they come. */
export interface ZipFile {
  readonly path: string;
  readonly content: string | AsyncIterable<Uint8Array>;
}

/** The files as a zip, piece by piece, one file at a time. What `files` throws ends it without its last part: nobody takes that for a whole one. */
export async function* zipped(files: AsyncIterable<ZipFile>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const faults: Error[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) faults.push(error);
    else ready.push(chunk);
  });
  const take = (): readonly Uint8Array[] => {
    const [fault] = faults;
    if (fault !== undefined) throw fault;
    const taken = ready;
    ready = [];
    return taken;
  };
  for await (const { path, content } of files) {
    // Images are packed already.
    const entry = typeof content === 'string' ? new ZipDeflate(path) : new ZipPassThrough(path);
    entry.mtime = TIME;
    zip.add(entry);
    if (typeof content === 'string') {
      const bytes = Buffer.from(content);
      for (let from = 0; from + AT_ONCE < bytes.length; from += AT_ONCE) {
        entry.push(bytes.subarray(from, from + AT_ONCE));
        yield* take();
        await breathe();
      }
      entry.push(bytes.subarray(Math.floor(Math.max(0, bytes.length - 1) / AT_ONCE) * AT_ONCE), true);
    } else {
      for await (const chunk of content) {
        entry.push(chunk);
        yield* take();
      }
      entry.push(new Uint8Array(), true);
    }
    yield* take();
  }
  zip.end();
  yield* take();
}
