import type { Readable } from 'node:stream';
import type { Limits } from '../../shared/limits.ts';
import type { Identity } from '../access/access.ts';
import type { Archives, OpenArchive } from '../workspace/archive/archive.ts';
import { TooMany } from './problem.ts';

/** s after which one may ask again. */
const RETRY = 5;

export interface Downloader {
  readonly identity: Identity;
  /** Counts the downloads of whoever has no user id, and shares a bound with all at that address. */
  readonly address: string;
}

/** Archives under way: making one is work, so nobody has many made at once. */
export interface Downloads {
  /** It counts until its stream is closed. @throws Problem `request.too-many`, `project.unknown` */
  open(project: string, downloader: Downloader): Promise<OpenArchive>;
  /** Ends all of them. */
  stop(): void;
}

export interface DownloadsOptions {
  readonly archives: Archives;
  readonly limits: Pick<Limits, 'archivesPerUser'>;
}

export function createDownloads({ archives, limits }: DownloadsOptions): Downloads {
  const open = new Set<Readable>();
  const counts = new Map<string, number>();
  const count = (key: string): (() => void) => {
    const before = counts.get(key) ?? 0;
    if (before >= limits.archivesPerUser)
      throw new TooMany(`There may be ${limits.archivesPerUser} archives of one user under way.`, RETRY);
    counts.set(key, before + 1);
    return () => {
      const left = (counts.get(key) ?? 1) - 1;
      if (left > 0) counts.set(key, left);
      else counts.delete(key);
    };
  };

  return {
    open: async (project, { identity, address }) => {
      const release = count(identity.userId === '' ? `@${address}` : identity.userId);
      try {
        const archive = await archives.open(project);
        open.add(archive.stream);
        archive.stream.once('close', () => {
          open.delete(archive.stream);
          release();
        });
        return archive;
      } catch (error) {
        release();
        throw error;
      }
    },
    stop: () => {
      for (const stream of open) stream.destroy();
    },
  };
}
