import type { Readable } from 'node:stream';
import type { Limits } from '../../shared/limits.ts';
import type { Archives, OpenArchive } from '../workspace/archive/archive.ts';
import { type Asker, createUnderWay } from './under-way.ts';

/** Archives under way: making one is work, so nobody has many made at once. */
export interface Downloads {
  /** It counts until its stream is closed. @param confirm as for an archive @throws Problem `request.too-many`, `project.unknown` */
  open(project: string, asker: Asker, confirm: () => Promise<void>): Promise<OpenArchive>;
  /** Ends all of them. */
  stop(): void;
}

export interface DownloadsOptions {
  readonly archives: Archives;
  readonly limits: Pick<Limits, 'archivesPerUser'>;
}

export function createDownloads({ archives, limits }: DownloadsOptions): Downloads {
  const open = new Set<Readable>();
  const underWay = createUnderWay(limits.archivesPerUser, 'archives');

  return {
    open: async (project, asker, confirm) => {
      const release = underWay.begin(asker);
      try {
        const archive = await archives.open(project, confirm);
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
