import { Readable } from 'node:stream';
import { isFileId } from '../../../shared/files.ts';
import { writeMarkdown } from '../../../shared/lexical/markdown/write.ts';
import { isElement, type TreeNode } from '../../../shared/lexical/tree.ts';
import { readThreads } from '../../../shared/model/comments.ts';
import { readPeople } from '../../../shared/model/people.ts';
import { readProject } from '../../../shared/model/project.ts';
import type { Thread } from '../../../shared/model/records.ts';
import { boardOf, readTasks } from '../../../shared/model/tasks.ts';
import { Problem } from '../../../shared/problems.ts';
import { commentsRoom } from '../../../shared/rooms.ts';
import type { Rooms } from '../../sync/rooms.ts';
import { asProblem } from '../as-problem.ts';
import type { Documents } from '../documents/documents.ts';
import type { Files } from '../files/files.ts';
import { readProjectRoom } from '../projects/edit.ts';
import type { Projects } from '../projects/projects.ts';
import { boardPage } from './board.ts';
import { commentsPage } from './comments.ts';
import { createNames } from './names.ts';
import { type Listed, overviewPage } from './overview.ts';
import { addressOf } from './tree.ts';
import { type ZipFile, zipped } from './zip.ts';

/** A project to take along: what is in it, as files that other programs read. */
export interface Archives {
  /**
   * A zip: `README.md` says what is where, `board.md` is the board, the documents are in `documents/`, what was said about each in a file of the
   * same name in `comments/`, the images that they show in `files/`. What is in the bin is not in it. It is made while it is read: one document
   * at a time is in memory.
   * @param confirm called before each document, since a reader may take as long as it likes: what it throws ends the archive
   * @throws Problem `project.unknown`
   */
  open(project: string, confirm: () => Promise<void>): Promise<OpenArchive>;
}

export interface OpenArchive {
  /** A name for the file. */
  readonly name: string;
  /** Destroy it, or read it to its end. */
  readonly stream: Readable;
}

export interface ArchivesOptions {
  readonly rooms: Rooms;
  readonly projects: Projects;
  readonly documents: Pick<Documents, 'list' | 'content'>;
  readonly files: Pick<Files, 'read'>;
}

export function createArchives(options: ArchivesOptions): Archives {
  return {
    open: async (project, confirm) => {
      const { name } = await readProjectRoom(options, project, readProject);
      const given = createNames()(name, 'project');
      return { name: `${given}.zip`, stream: Readable.from(zipped(filesOf(options, project, confirm)), { objectMode: false }) };
    },
  };
}

async function* filesOf(options: ArchivesOptions, project: string, confirm: () => Promise<void>): AsyncGenerator<ZipFile> {
  const { documents, files } = options;
  const { name, people, columns } = await readProjectRoom(options, project, (doc) => {
    const read = readProject(doc);
    return { name: read.name, people: readPeople(doc).items, columns: boardOf(read, readTasks(doc).items) };
  });
  const names = new Map(people.map(({ user_id, username }) => [user_id, username]));
  const nameOf = (user: string): string => names.get(user) ?? user;
  yield { path: 'board.md', content: boardPage({ columns, threads: await threadsOf(options, project, null), nameOf }) };

  const nameFor = createNames();
  const listed: Listed[] = [];
  /** Where each image is that is in the archive; null for one that the project doesn't have. */
  const images = new Map<string, string | null>();
  for (const { document_id, title } of await documents.list(project)) {
    await confirm();
    const content = await unlessUnreadable(documents.content(project, document_id));
    if (content === null) {
      listed.push({ title, file: null, comments: null });
      continue;
    }
    const name = nameFor(title, 'Untitled');
    const file = `documents/${name}.md`;
    const threads = await unlessUnreadable(threadsOf(options, project, document_id));
    const said = threads === null ? null : commentsPage(title, threads, nameOf);
    const comments = threads === null ? 'unreadable' : said === null ? null : { file: `comments/${name}.md` };
    listed.push({ title, file, comments });
    if (said !== null) yield { path: `comments/${name}.md`, content: said };
    if (typeof content === 'string') {
      yield { path: file, content };
      continue;
    }
    for (const id of imagesIn(content)) {
      if (images.has(id)) continue;
      const image = await files.read(project, id);
      const path = image === null ? null : `files/${id}.${image.type.replace('image/', '')}`;
      images.set(id, path);
      if (image !== null && path !== null) yield { path, content: image.stream };
    }
    const fileAddress = (id: string): string => {
      const path = images.get(id) ?? null;
      return path === null ? `weft:file/${id}` : `../${addressOf(path)}`;
    };
    yield { path: file, content: `${writeMarkdown(content, { fileAddress })}\n` };
  }
  yield { path: 'README.md', content: overviewPage({ name, people, documents: listed }) };
}

/** @param document null for the board */
function threadsOf({ rooms }: ArchivesOptions, project: string, document: string | null): Promise<readonly Thread[]> {
  return asProblem(rooms.read(commentsRoom(project, document), (doc) => readThreads(doc).items));
}

/** Null for what can't be read now, or is gone meanwhile: the rest is worth having all the same. */
async function unlessUnreadable<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

function imagesIn(nodes: readonly TreeNode[]): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (inside: readonly TreeNode[]): void => {
    for (const node of inside) {
      if (!isElement(node)) continue;
      if (node.name === 'image' && isFileId(node.attributes.__file)) found.add(node.attributes.__file);
      look(node.children);
    }
  };
  look(nodes);
  return found;
}
