import { writeKept } from '../../client/kept.ts';
import type { Language } from '../../i18n/languages.ts';
import type { SampleText } from '../../i18n/sample.ts';
import { api } from '../api.ts';

/** Where this browser remembers which project is a sample. */
export const SAMPLE_KEY = 'weft.sample';

/** Texts that are needed once at most. */
const CONTENT: Readonly<Record<Language, () => Promise<SampleText>>> = {
  en: async () => (await import('../../i18n/en/sample.ts')).sampleEn,
  'zh-CN': async () => (await import('../../i18n/zh-cn/sample.ts')).sampleZhCN,
};

/**
 * Makes a project that explains itself, and remembers in this browser that it is one.
 * @param person whose it will be, or null where the server knows no users
 * @returns its id. Rejects with ApiError; what was made until then stays
 */
export async function makeSample(language: Language, person: string | null): Promise<string> {
  const { project: name, cards, document } = await CONTENT[language]();
  const { project_id: project } = await api.createProject(name);
  writeKept(SAMPLE_KEY, project);
  await api.createDocument(project, document.title, document.markdown);
  // One after the other: each goes to the end of its column.
  for (const { title, status, description, labels = [], mine = false } of cards) {
    await api.createTask(project, { title, status, description, labels, assignee_id: mine ? person : null });
  }
  return project;
}
