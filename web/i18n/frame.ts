import type { Trouble } from './sync.ts';

export interface PageText {
  readonly location: string;
  readonly home: string;
  readonly loading: string;
  readonly missing: string;
  readonly missingRemedy: string;
}

export interface HomeText {
  readonly title: string;
  readonly intro: string;
  readonly field: string;
  readonly open: string;
  readonly welcome: string;
}

export interface SessionText {
  readonly title: string;
  readonly intro: string;
  readonly name: string;
  readonly begin: string;
  readonly elsewhere: Trouble;
  readonly failed: Trouble;
}

export interface WorkspaceText {
  readonly title: string;
  readonly empty: string;
  readonly newProject: string;
  readonly create: string;
  readonly documents: (project: string) => string;
  readonly noDocuments: string;
  readonly newDocument: string;
  readonly add: string;
  readonly invite: string;
  readonly inviteCopied: string;
  readonly failed: string;
  readonly board: (project: string) => string;
  readonly unknown: Trouble;
  readonly forbidden: Trouble;
}

/** The frame around every page: sidebar, bar, what opens over it. */
export interface FrameText {
  readonly title: string;
}
