import type { FrameText, HomeText, PageText, SessionText, WorkspaceText } from '../frame.ts';

export const pageEn: PageText = {
  location: 'Where you are',
  home: 'Weft, to the start page',
  loading: 'Loading the document',
  missing: 'There is nothing at this address',
  missingHint: 'It may have been mistyped, or what was here is gone.',
  missingRemedy: 'To the start page',
  skip: 'Skip to the page',
};

export const homeEn: HomeText = {
  empty: 'No projects yet',
  emptyHint: 'A project holds a board, documents, and the people who may see them. Start with your own, or look around in a sample first.',
  sample: 'Make a sample project',
  sampleMaking: 'Making the sample…',
  settings: (project) => `Settings of ${project}`,
  loading: 'Loading projects',
};

export const sessionEn: SessionText = {
  title: 'What should others call you?',
  intro: 'A name is all it takes. This browser stays signed in.',
  invited: 'You were invited. Say who you are, then join.',
  name: 'Your name',
  begin: 'Start',
  beginning: 'Starting…',
  elsewhere: { what: 'You are not signed in.', remedy: 'Sign in where you came from, then open this page again.' },
  refused: {
    what: 'This server isn’t set up for this address.',
    remedy: 'Use the address you were given, or ask whoever runs the server to allow this one.',
  },
  failed: { what: 'The server didn’t answer.', remedy: 'Check your connection, then try again.' },
};

export const workspaceEn: WorkspaceText = {
  title: 'Projects',
  newProject: 'New project',
  newName: 'Name of the project',
  create: 'Create project',
  creating: 'Creating…',
  settings: 'Project settings',
  name: 'Name',
  rename: 'Rename',
  delete: 'Delete the project',
  deleteHint: 'Its board, documents and comments go for everybody, and can’t be brought back.',
  deleteField: (project) => `Type “${project}” to confirm`,
  deleteNow: 'Delete for good',
  leave: 'Leave the project',
  leaveHint: 'You lose access at once. Somebody in it has to invite you again.',
  leaveNow: 'Leave',
  ownersOnly: 'Only owners can rename or delete it.',
  unknown: { what: 'This project doesn’t exist, or you are no member of it.', remedy: 'Ask whoever sent you here for an invite.' },
  forbidden: { what: 'You are no longer a member of this project.', remedy: 'Ask one of its owners to let you in again.' },
  notHere: { what: 'This project isn’t in this browser yet.', remedy: 'It opens by itself when the connection is back.' },
  toProjects: 'To your projects',
};

export const frameEn: FrameText = {
  navigation: 'Projects and pages',
  openNavigation: 'Open navigation',
  narrow: 'Make the sidebar narrow',
  widen: 'Make the sidebar wide',
  search: 'Search',
  projects: 'Projects',
  newProject: 'New project',
  board: 'Board',
  documents: 'Documents',
  people: 'People',
  activity: 'Activity',
  settings: 'Settings',
  share: 'Share',
  sample: {
    what: 'This is a sample to look around in.',
    invite: 'Invite someone',
    delete: 'Delete it',
    deleted: 'The sample is deleted.',
    hide: 'Hide this note',
    failed: 'The sample couldn’t be deleted. Try again.',
  },
};
