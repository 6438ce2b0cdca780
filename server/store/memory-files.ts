import { Readable } from 'node:stream';
import type { FileStore } from './files.ts';

/** Files in memory, for tests and servers that keep nothing. */
export function createMemoryFiles(): FileStore {
  const projects = new Map<string, Map<string, Buffer>>();
  const find = (project: string, name: string): Buffer | undefined => projects.get(project)?.get(name);
  return {
    open: async () => undefined,
    begin: async () => {
      const chunks: Buffer[] = [];
      return {
        write: async (chunk) => void chunks.push(Buffer.from(chunk)),
        readAt: async (from, length) => {
          const whole = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
          // It is read again and again.
          chunks.splice(0, chunks.length, whole);
          return whole.subarray(from, from + length);
        },
        keep: async (project, name) => {
          const files = projects.get(project) ?? new Map<string, Buffer>();
          projects.set(project, files.set(name, Buffer.concat(chunks)));
        },
        discard: async () => undefined,
      };
    },
    read: async (project, name, headBytes) => {
      const file = find(project, name);
      return file === undefined ? null : { size: file.length, head: file.subarray(0, headBytes), stream: Readable.from([file]) };
    },
    size: async (project, name) => find(project, name)?.length ?? null,
    total: async (project) => [...(projects.get(project)?.values() ?? [])].reduce((total, file) => total + file.length, 0),
    removeAll: async (project) => void projects.delete(project),
  };
}
