import { type Code, WeftError } from '../../shared/codes.ts';

/** How far edits have come: what decides whether somebody need wait any longer. */
export interface Progress {
  /** Whether every edit up to this one is saved, as far as will ever be known. */
  isSaved(edit: number): boolean;
  /** Why an edit up to this one won't be saved as things stand, or null. */
  refusal(edit: number): Code | null;
}

interface Wait {
  readonly edit: number;
  readonly resolve: () => void;
  readonly reject: (error: WeftError) => void;
}

/** Those who wait until what was edited so far is saved. */
export class SavedWaits {
  #waits: Wait[] = [];
  #ended = false;

  /** @param edit the last one that matters */
  wait(edit: number, progress: Progress): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waits.push({ edit, resolve, reject });
      this.settle(progress);
      if (this.#ended) this.end();
    });
  }

  /** Something has changed: lets those go whose edits are decided. */
  settle(progress: Progress): void {
    if (this.#waits.length === 0) return;
    this.#waits = this.#waits.filter(({ edit, resolve, reject }) => {
      if (progress.isSaved(edit)) {
        resolve();
        return false;
      }
      const code = progress.refusal(edit);
      if (code !== null) reject(new WeftError(code, `The server did not save an edit: ${code}. It is still in this document.`));
      return code === null;
    });
  }

  /** Nothing more will be known. */
  end(): void {
    this.#ended = true;
    const error = new WeftError('session.ended', 'The connection was closed before the edit was saved.');
    for (const { reject } of this.#waits.splice(0)) reject(error);
  }
}
