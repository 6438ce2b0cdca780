import type { ActivityText, InviteText, PeopleText } from '../people.ts';

export const inviteZhCN: InviteText = {
  title: (project) => `加入 ${project}`,
  role: (role) =>
    ({ owner: '你将成为所有者。', editor: '你可以阅读和编辑。', commenter: '你可以阅读和评论。', viewer: '你可以阅读。' })[role] ?? '',
  accept: '加入',
  bad: { what: '此邀请已失效。', remedy: '请让邀请你的人重新发送一个。' },
};

export const peopleZhCN: PeopleText = {
  title: '成员',
};

export const activityZhCN: ActivityText = {
  title: '动态',
};
