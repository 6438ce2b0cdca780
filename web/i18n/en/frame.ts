import type { FrameText, HomeText, PageText, SessionText, WorkspaceText } from '../frame.ts';

export const pageEn: PageText = {
  location: 'Where you are',
  home: 'Weft, to the start page',
  loading: 'Loading the document',
  missing: 'There is nothing at this address',
  missingRemedy: 'To the start page',
};

export const homeEn: HomeText = {
  title: 'Write together',
  intro: 'Open a document, send its address to somebody, and type at the same time. Nothing that shows as saved is lost.',
  field: 'Name of the document',
  open: 'Open',
  welcome: 'Or start with “welcome”',
};

export const sessionEn: SessionText = {
  title: 'What should others call you?',
  intro: 'A name is all it takes. This browser stays signed in.',
  name: 'Your name',
  begin: 'Start',
  elsewhere: { what: 'You are not signed in.', remedy: 'Sign in where you came from, then open this page again.' },
  failed: { what: 'The server didn’t answer.', remedy: 'Check your connection, then reload.' },
};

export const workspaceEn: WorkspaceText = {
  title: 'Projects',
  empty: 'A project holds documents and the people who may see them. Make the first one.',
  newProject: 'Name of the project',
  create: 'Create project',
  documents: (project) => `Documents in ${project}`,
  noDocuments: 'No documents yet.',
  newDocument: 'Title of the document',
  add: 'New document',
  invite: 'Copy invite link',
  inviteCopied: 'Copied. Whoever opens it may edit; it is good for a week.',
  failed: 'That didn’t work. Try again.',
  board: (project) => `Board of ${project}`,
  unknown: { what: 'This project doesn’t exist, or you are no member of it.', remedy: 'Ask whoever sent you here for an invite.' },
  forbidden: { what: 'You are no longer a member of this project.', remedy: 'Ask one of its owners to let you in again.' },
};

export const frameEn: FrameText = {
  title: 'Weft',
};
