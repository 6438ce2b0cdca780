import { isServerAway } from '../../client/ask-server.ts';
import type { Language } from '../../i18n/languages.ts';
import { addressOf, ROUTES } from '../addresses.ts';
import { makeSample } from './make-sample.ts';

/**
 * What a new account begins with: a sample project, and its board as the page that opens. Who came by another address than the start page's, an
 * invite's above all, has somewhere to go. Never rejects: without a sample there is the start page, which offers one.
 */
export async function firstProject(language: Language, person: string): Promise<void> {
  if (location.pathname !== ROUTES.home) return;
  try {
    const project = await makeSample(language, person);
    history.replaceState(null, '', addressOf.board(project));
  } catch (error) {
    if (!isServerAway(error)) reportError(error);
  }
}
