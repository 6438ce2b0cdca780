import type { Trouble } from './sync.ts';

export interface InviteText {
  readonly title: (project: string) => string;
  readonly role: (role: string) => string;
  readonly accept: string;
  readonly bad: Trouble;
}

/** Members, roles and invites. */
export interface PeopleText {
  readonly title: string;
}

/** What has happened in a project. */
export interface ActivityText {
  readonly title: string;
}
