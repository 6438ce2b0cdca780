import type { Trouble } from './sync.ts';

/** Texts of every page. */
export interface PageText {
  readonly location: string;
  readonly home: string;
  readonly loading: string;
  readonly missing: string;
  readonly missingHint: string;
  readonly missingRemedy: string;
  /** Leads past the sidebar and the bar. */
  readonly skip: string;
}

/** The start page. */
export interface HomeText {
  readonly empty: string;
  readonly emptyHint: string;
  readonly sample: string;
  readonly sampleMaking: string;
  readonly settings: (project: string) => string;
  readonly loading: string;
}

/** Signing in by a name. */
export interface SessionText {
  readonly title: string;
  readonly intro: string;
  readonly invited: string;
  readonly name: string;
  readonly begin: string;
  readonly beginning: string;
  readonly elsewhere: Trouble;
  readonly refused: Trouble;
  readonly failed: Trouble;
}

/** Making, renaming, leaving and deleting projects. */
export interface WorkspaceText {
  readonly title: string;
  readonly newProject: string;
  readonly newName: string;
  readonly create: string;
  readonly creating: string;
  readonly settings: string;
  readonly name: string;
  readonly rename: string;
  readonly delete: string;
  readonly deleteHint: string;
  /** Asks for the project's name. */
  readonly deleteField: (project: string) => string;
  readonly deleteNow: string;
  readonly leave: string;
  readonly leaveHint: string;
  readonly leaveNow: string;
  readonly ownersOnly: string;
  readonly unknown: Trouble;
  readonly forbidden: Trouble;
  /** Offline, and this browser never had it. */
  readonly notHere: Trouble;
  readonly toProjects: string;
}

/** The frame around every page: sidebar, bar, and the strip over a sample project. */
export interface FrameText {
  readonly navigation: string;
  readonly openNavigation: string;
  readonly narrow: string;
  readonly widen: string;
  readonly search: string;
  readonly projects: string;
  readonly newProject: string;
  readonly board: string;
  readonly documents: string;
  readonly people: string;
  readonly activity: string;
  readonly settings: string;
  readonly share: string;
  readonly sample: {
    readonly what: string;
    readonly invite: string;
    readonly delete: string;
    readonly deleted: string;
    readonly hide: string;
    readonly failed: string;
  };
}
