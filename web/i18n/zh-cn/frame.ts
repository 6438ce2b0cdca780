import type { FrameText, HomeText, PageText, SessionText, WorkspaceText } from '../frame.ts';

export const pageZhCN: PageText = {
  location: '当前位置',
  home: 'Weft，回到首页',
  loading: '正在加载文档',
  missing: '这个地址没有内容',
  missingRemedy: '回到首页',
};

export const homeZhCN: HomeText = {
  title: '一起写作',
  intro: '打开一个文档，把地址发给别人，就可以同时编辑。显示为已保存的内容不会丢失。',
  field: '文档名称',
  open: '打开',
  welcome: '或者从 “welcome” 开始',
};

export const sessionZhCN: SessionText = {
  title: '别人该怎么称呼你？',
  intro: '只需一个名字。此浏览器会保持登录。',
  name: '你的名字',
  begin: '开始',
  elsewhere: { what: '你尚未登录。', remedy: '请在原来的应用中登录，然后重新打开此页面。' },
  failed: { what: '服务器没有响应。', remedy: '请检查网络，然后重新加载。' },
};

export const workspaceZhCN: WorkspaceText = {
  title: '项目',
  empty: '项目里有文档，以及可以查看它们的人。先创建一个吧。',
  newProject: '项目名称',
  create: '创建项目',
  documents: (project) => `${project} 中的文档`,
  noDocuments: '还没有文档。',
  newDocument: '文档标题',
  add: '新建文档',
  invite: '复制邀请链接',
  inviteCopied: '已复制。打开链接的人可以编辑，一周内有效。',
  failed: '没有成功，请重试。',
  board: (project) => `${project} 的看板`,
  unknown: { what: '此项目不存在，或者你不是其成员。', remedy: '请向发来链接的人索取邀请。' },
  forbidden: { what: '你已不再是此项目的成员。', remedy: '请联系项目所有者重新邀请你。' },
};

export const frameZhCN: FrameText = {
  title: 'Weft',
};
