import type { ImportTrouble } from '../../i18n/transfer.ts';

/** Why a file could not be read. */
export class UnreadableFile extends Error {
  readonly trouble: ImportTrouble;

  constructor(trouble: ImportTrouble, cause?: unknown) {
    super(`The file can't be imported: ${trouble}`, { cause });
    this.trouble = trouble;
  }
}
