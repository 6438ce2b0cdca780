import * as Y from 'yjs';
import { z } from 'zod';
import type { DocumentEditData } from '../../../shared/events.ts';
import { type FoundMention, mentionsIn } from '../../../shared/lexical/mentions-in.ts';
import { ROOT_NAME } from '../../../shared/lexical/seed.ts';
import { readDocument } from '../../../shared/model/documents.ts';
import { documentRoom, projectRoom } from '../../../shared/rooms.ts';
import type { LogRecord, Put } from '../../store/store.ts';
import { SERVER_USER } from '../../sync/edits.ts';
import type { EventDraft } from '../events/events.ts';
import type { NotificationDraft } from '../inbox/notifications.ts';
import { type Deriver, type DeriverParts, nameOf, type Outcome } from './derive-room.ts';

/** An update that inserts a mention holds the name of its node in plain bytes: the others are not looked at. */
const MENTION = Buffer.from('mention');
/** Ids of mentions that are no longer in a document, and are known still: undo brings them back. */
const KNOWN_KEPT = 1_000;

const KNOWN = z.array(z.string());
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Somebody's edits since they were told last. */
interface Edits {
  count: number;
  /** ms since 1970, of the last one. */
  time: number;
}

/**
 * A document's room. Its content is left alone while people type: edits are counted by the authors of the records, and the document is
 * searched only after an update that may hold a mention.
 */
export class TypedDocument implements Deriver {
  readonly isQuick = true;
  readonly #parts: DeriverParts;
  readonly #project: string;
  readonly #document: string;
  readonly #edits = new Map<string, Edits>();
  /** Monotonic ms; null before the first. */
  #toldAt: number | null = null;
  #typedAt = 0;
  /** Since when a mention may be there that nobody was told of, in monotonic ms. */
  #mentionSince: number | null = null;
  /** Who brought what may hold a mention, and when last. */
  #mentioning = { authors: new Set<string>(), time: 0 };

  constructor(parts: DeriverParts, project: string, document: string) {
    this.#parts = parts;
    this.#project = project;
    this.#document = document;
  }

  take({ seq, author, sender, time, update }: LogRecord): void {
    // The first paragraph is nobody's edit.
    if (author === SERVER_USER || (seq === 1 && author === '' && sender === '')) return;
    const edits = this.#edits.get(author);
    if (edits === undefined) this.#edits.set(author, { count: 1, time });
    else {
      edits.count++;
      edits.time = time;
    }
    this.#typedAt = this.#parts.time.monotonic();
    if (!Buffer.from(update.buffer, update.byteOffset, update.byteLength).includes(MENTION)) return;
    this.#mentionSince ??= this.#typedAt;
    this.#mentioning.authors.add(author);
    this.#mentioning.time = time;
  }

  due(): number | null {
    const mentions = this.#mentionsDue();
    const edits = this.#editsDue();
    if (mentions === null || edits === null) return mentions ?? edits;
    return Math.min(mentions, edits);
  }

  async outcome(): Promise<Outcome> {
    const mentions = this.#mentionSince === null ? NO_MENTIONS : await this.#findMentions();
    // Before their time edits stay untold, and the cursor before them, unless all is to be told now.
    const late = this.#mentionsDue();
    const now = this.#parts.time.monotonic();
    const onlyMentions = late !== null && late <= now && (this.#editsDue() ?? now) > now;
    const events = onlyMentions ? [] : await this.#editEvents();
    if (!onlyMentions) this.#edits.clear();
    if (events.length > 0) this.#toldAt = now;
    this.#mentionSince = null;
    this.#mentioning = { authors: new Set(), time: 0 };
    return { mend: null, events, notifications: mentions.notifications, records: () => mentions.records, complete: !onlyMentions };
  }

  destroy(): void {
    this.#edits.clear();
  }

  #editsDue(): number | null {
    if (this.#edits.size === 0) return null;
    return this.#toldAt === null ? Number.NEGATIVE_INFINITY : this.#toldAt + this.#parts.limits.documentEditInterval;
  }

  #mentionsDue(): number | null {
    if (this.#mentionSince === null) return null;
    const { mentionDelay, documentEditInterval } = this.#parts.limits;
    return Math.min(this.#typedAt + mentionDelay, this.#mentionSince + documentEditInterval);
  }

  async #editEvents(): Promise<readonly EventDraft[]> {
    if (this.#edits.size === 0) return [];
    const title = await this.#title();
    const [project, document] = [this.#project, this.#document];
    return [...this.#edits].map(([author, { count, time }]) => {
      const data: DocumentEditData = { document_id: document, project_id: project, title, edits: count };
      const user_id = author === '' ? null : author;
      return { channel: { project }, type: 'document_edit', data: { ...data }, user_id, room_id: documentRoom(project, document), time };
    });
  }

  /** Mentions that were never told before: who is told of them, and what is to be known from now on. */
  async #findMentions(): Promise<{ readonly notifications: readonly NotificationDraft[]; readonly records: readonly Put[] }> {
    const { rooms, store, directory } = this.#parts;
    const room = documentRoom(this.#project, this.#document);
    const found = await rooms.read(room, mentionsOf);
    const known = await this.#known(room);
    const fresh = found.filter(({ id }) => !known.has(id));
    if (fresh.length === 0) return NO_MENTIONS;
    const owners = this.#mentioning.authors.has('') ? new Map<number, string>() : (await store.read(room)).owners;
    const title = await this.#title();
    const { time } = this.#mentioning;
    const notifications: NotificationDraft[] = [];
    const told = new Set<string>();
    for (const { id, kind, target, client } of fresh) {
      if (told.has(id) || kind !== 'user') continue;
      told.add(id);
      const actor = this.#authorOf(owners.get(client));
      const about = { title, project_id: this.#project, document_id: this.#document, item: `document:${this.#project}/${this.#document}` };
      const name = nameOf(directory, actor);
      const message = `${name || 'Somebody'} mentioned you in this document`;
      notifications.push({ ...about, user: target, actor, kind: 'mention', message, facts: { name }, time });
    }
    const there = new Set(found.map(({ id }) => id));
    const gone = [...known].filter((id) => !there.has(id)).slice(-KNOWN_KEPT);
    const value = encoder.encode(JSON.stringify([...gone, ...there]));
    return { notifications, records: [{ table: 'mention', key: room, value }] };
  }

  /** Who inserted a mention: the owner of the client id, or, where the server wrote it for somebody, the one who brought it. */
  #authorOf(owner: string | undefined): string {
    if (owner !== undefined && owner !== SERVER_USER) return owner;
    const [author = '', another] = this.#mentioning.authors;
    return another === undefined ? author : '';
  }

  async #known(room: string): Promise<ReadonlySet<string>> {
    const value = await this.#parts.store.get('mention', room);
    return new Set(value === null ? [] : KNOWN.parse(JSON.parse(decoder.decode(value))));
  }

  #title(): Promise<string> {
    return this.#parts.rooms.read(projectRoom(this.#project), (doc) => readDocument(doc, this.#document)?.title ?? '');
  }
}

const NO_MENTIONS = Object.freeze({ notifications: [], records: [] });

/** The document may be of another kind, or its root of another type. */
function mentionsOf(doc: Y.Doc): readonly FoundMention[] {
  const root = doc.share.get(ROOT_NAME);
  if (root === undefined || (root.constructor !== Y.AbstractType && !(root instanceof Y.XmlElement))) return [];
  return mentionsIn(doc.get(ROOT_NAME, Y.XmlElement));
}
