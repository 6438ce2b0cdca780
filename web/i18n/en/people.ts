import type { ActivityText, InviteText, PeopleText } from '../people.ts';

export const inviteEn: InviteText = {
  title: (project) => `Join ${project}`,
  role: (role) =>
    ({ owner: 'You will own it.', editor: 'You may read and write.', commenter: 'You may read and comment.', viewer: 'You may read.' })[
      role
    ] ?? '',
  accept: 'Join',
  bad: { what: 'This invite is no longer good.', remedy: 'Ask whoever sent it for a new one.' },
};

export const peopleEn: PeopleText = {
  title: 'People',
};

export const activityEn: ActivityText = {
  title: 'Activity',
};
