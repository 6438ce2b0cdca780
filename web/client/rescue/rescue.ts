import * as Y from 'yjs';
import type { Random, Time } from '../../../shared/time.ts';
import { createStore, type ReadableStore } from '../store.ts';
import { findCopy } from './copies.ts';
import { type PutRun, TAKE_AWAY, takeDoublesAway } from './doubles.ts';
import { IdRanges } from './id-ranges.ts';
import { type LostText, lostWords, type OwnFrom } from './lost-words.ts';
import { bringsMarks, isPutBack } from './marks.ts';
import { type Loss, PUT_BACK, putBack, runsLeft } from './put-back.ts';
import { RemovedHere } from './removed-here.ts';

/*
 * Yjs lets go of what comes into something that was removed meanwhile, and of what stands in something when it is removed, also of what its
 * remover never saw. Here such words are put back. The rules:
 *
 * 1. Whoever removes a block names all that they know in it. What goes with it and is not named, they never saw: its writer's replica puts it
 *    back, at once. What is named was removed knowingly and stays removed.
 * 2. The writer may be gone by then. So a remover's replica remembers what it removed; of words that come into that it waits whether their
 *    writer puts them back, for longer where the writer's page is still there, and else does it itself.
 * 3. Whoever puts words back says which, in the same transaction. Nobody puts the same words back again, or those that somebody has
 *    deleted by name meanwhile.
 *    Where two remove the same block, and one of them saw the words, the other's ignorance counts: words come back rather than go.
 * 4. Words that an earlier session left unsent in this browser are its writer's, too.
 * 5. Two may put the same words back at once, as the tabs of a browser with what it left unsent. When they hear of each other one of them
 *    takes its own away: the same one for both, and never the writer's.
 *
 * What can't be saved: words whose writer's page and whose remover's page are both closed, or lose their lines, within the second after the
 * removal (with the writer's page still there, within some seconds). Where of two who put them back the one that should take its own away is
 * closed before it hears of the other, they stand twice. What isn't words (a mention, an image) goes with its block.
 */

/** ms. A look whether somebody has put words back: at least that long after they came, and how much longer it may be, by chance. */
const LOOK = { least: 500, spread: 500 };
/** How often one looks in vain while the writer's page is there. */
const PATIENCE = 6;

/** Whose words were put back here: one's own, or those of others who wrote into what was removed here. */
export type RescuedWords = 'own' | 'others';

/** Words that stand in paragraphs of their own because what they were written in is gone. */
export interface Rescued {
  readonly words: RescuedWords;
  /** The texts of those paragraphs. */
  readonly texts: readonly Y.XmlText[];
}

export interface RescueOptions {
  readonly doc: Y.Doc;
  readonly time: Time;
  readonly random: Random;
  /** Whether this is the origin of what came over the line. */
  readonly isRemote: (origin: unknown) => boolean;
  /** Whether it is that of what was kept in this browser. */
  readonly isRestored: (origin: unknown) => boolean;
  readonly mayWrite: () => boolean;
  /** All that the server had for us has come. */
  readonly isSynced: () => boolean;
  /** Whether the page of this replica is known to be there. */
  readonly isHere: (client: number) => boolean;
  /** Something that an earlier session left unsent isn't known to be saved yet. */
  readonly hasLeftovers: () => boolean;
}

/** Puts words back that were written into something which somebody else removed, moved or merged meanwhile. */
export interface Rescue {
  /** What was put into paragraphs of its own last; null while nothing was. */
  readonly rescued: ReadableStore<Rescued | null>;
  /** Words wait to be put back. */
  readonly isWaiting: () => boolean;
  /**
   * To be told of each update that came over the line, before it is applied.
   * @param isState it is what the server's document had become: it lists what was deleted without saying whether anybody meant it
   */
  incoming(update: Uint8Array, isState: boolean): void;
  /** The server's state vector, on each connection. */
  serverHas(stateVector: Uint8Array): void;
  stop(): void;
}

export function createRescue({ doc, time, random, isRemote, isRestored, mayWrite, isSynced, isHere, hasLeftovers }: RescueOptions): Rescue {
  const rescued = createStore<Rescued | null>(null, Object.is);
  const removedHere = new RemovedHere();
  let incoming: { readonly update: Uint8Array; readonly isState: boolean } | null = null;
  /** What earlier sessions wrote and the server didn't have. */
  let unsentFrom = new Map<number, number>();
  const waits = new Set<{ losses: readonly Loss[]; readonly cancel: () => void }>();
  /** What was put back here. */
  let put: readonly PutRun[] = [];

  const isOwn: OwnFrom = (client) => (client === doc.clientID ? 0 : Number.POSITIVE_INFINITY);
  const isUnsent: OwnFrom = (client) =>
    client === doc.clientID ? Number.POSITIVE_INFINITY : (unsentFrom.get(client) ?? Number.POSITIVE_INFINITY);

  const putNow = (words: RescuedWords, losses: readonly Loss[]): void => {
    const marked = isPutBack(doc);
    const left = losses.map((loss) => ({ ...loss, runs: runsLeft(loss.runs, marked) })).filter(({ runs }) => runs.length > 0);
    if (left.length === 0 || !mayWrite()) return;
    const { made, runs } = doc.transact(() => putBack(doc, left), PUT_BACK);
    put = [...put, ...runs];
    if (made.length > 0) rescued.set({ words, texts: made });
  };
  const putLater = (losses: readonly Loss[], looks = 0): void => {
    if (losses.length === 0) return;
    const due = (): void => {
      waits.delete(wait);
      const isTheirs = looks < PATIENCE && wait.losses.some(({ runs }) => runs.some(({ client }) => isHere(client)));
      // Away from the server nobody can tell whether somebody else has done it.
      if (!isSynced()) putLater(wait.losses);
      else if (isTheirs) putLater(wait.losses, looks + 1);
      else putNow('others', wait.losses);
    };
    const wait = { losses, cancel: time.after(LOOK.least + random() * LOOK.spread, due) };
    waits.add(wait);
  };
  const settleDoubles = (): void => {
    if (put.length > 0 && mayWrite()) doc.transact(() => takeDoublesAway(doc, put), TAKE_AWAY);
  };
  const onRemote = (transaction: Y.Transaction, bytes: Uint8Array, isState: boolean): void => {
    let deleted: IdRanges | null = null;
    const named = (): IdRanges => {
      deleted ??= IdRanges.deletedBy(bytes);
      return deleted;
    };
    if (!isState) for (const wait of waits) wait.losses = wait.losses.map((loss) => withoutErased(loss, named()));
    const lossOf = ({ seen, ...lost }: LostText): Loss => ({ ...lost, copy: findCopy(seen, transaction) });
    const isOurs: OwnFrom = unsentFrom.size === 0 ? isOwn : (client) => Math.min(isOwn(client), isUnsent(client));
    const own = lostWords(transaction, named, isOurs).map(lossOf);
    // What shows the document is told of this transaction first, and may have something to write itself.
    if (own.length > 0) queueMicrotask(() => putNow('own', own));
    if (put.length > 0 && bringsMarks(transaction)) queueMicrotask(settleDoubles);
    const late = removedHere.take(transaction, bytes, hasLeftovers()).map((text) => ({ ...text, copy: null }));
    putLater(late);
  };
  const onTransaction = (transaction: Y.Transaction): void => {
    if (!mayWrite()) return;
    if (!isRemote(transaction.origin)) {
      if (!isRestored(transaction.origin) && transaction.deleteSet.clients.size > 0) removedHere.remember(transaction);
    } else if (incoming !== null) onRemote(transaction, incoming.update, incoming.isState);
  };
  doc.on('afterTransaction', onTransaction);

  return {
    rescued,
    isWaiting: () => waits.size > 0,
    incoming: (update, isState) => {
      incoming = { update, isState };
    },
    serverHas: (stateVector) => {
      if (!hasLeftovers()) return;
      const known = Y.decodeStateVector(stateVector);
      unsentFrom = new Map(
        [...doc.store.clients.keys()].flatMap((client) => {
          const from = known.get(client) ?? 0;
          return Y.getState(doc.store, client) > from ? [[client, from] as const] : [];
        }),
      );
    },
    stop: () => {
      doc.off('afterTransaction', onTransaction);
      for (const { cancel } of waits) cancel();
      waits.clear();
    },
  };
}

/**
 * Words that somebody erased by name are nobody's loss. Whoever names the text, too, knows that it was removed, and names all that went with it
 * whether they meant it or not: so does all that a replica says when it comes back.
 */
function withoutErased(loss: Loss, named: IdRanges): Loss {
  if (named.has(loss.text.client, loss.text.clock)) return loss;
  return { ...loss, runs: runsLeft(loss.runs, (client, clock) => named.has(client, clock)) };
}
