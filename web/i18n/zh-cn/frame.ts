import type { FrameText, HomeText, PageText, SessionText, WorkspaceText } from '../frame.ts';

export const pageZhCN: PageText = {
  location: '当前位置',
  home: 'Weft，回到首页',
  loading: '正在加载文档',
  missing: '这个地址没有内容',
  missingHint: '地址可能有误，或者内容已被删除。',
  missingRemedy: '回到首页',
  skip: '跳到页面内容',
};

export const homeZhCN: HomeText = {
  empty: '还没有项目',
  emptyHint: '项目里有看板、文档，以及可以查看它们的人。可以新建自己的项目，也可以先在示例中看看。',
  sample: '创建示例项目',
  sampleMaking: '正在创建示例…',
  settings: (project) => `“${project}”的设置`,
  loading: '正在加载项目',
};

export const sessionZhCN: SessionText = {
  title: '别人该怎么称呼你？',
  intro: '只需一个名字。此浏览器会保持登录。',
  invited: '有人邀请了你。先填写名字，再加入项目。',
  name: '你的名字',
  begin: '开始',
  beginning: '正在开始…',
  elsewhere: { what: '你尚未登录。', remedy: '请在原来的应用中登录，然后重新打开此页面。' },
  refused: { what: '服务器不接受通过此地址访问。', remedy: '请使用你收到的地址，或联系服务器管理者允许此地址。' },
  failed: { what: '服务器没有响应。', remedy: '请检查网络后重试。' },
};

export const workspaceZhCN: WorkspaceText = {
  title: '项目',
  newProject: '新建项目',
  newName: '项目名称',
  create: '创建项目',
  creating: '正在创建…',
  settings: '项目设置',
  name: '名称',
  rename: '重命名',
  delete: '删除项目',
  deleteHint: '看板、文档和评论会对所有人删除，且无法恢复。',
  deleteField: (project) => `输入“${project}”以确认`,
  deleteNow: '永久删除',
  leave: '退出项目',
  leaveHint: '你会立即失去访问权限，需要由项目中的人重新邀请。',
  leaveNow: '退出',
  ownersOnly: '只有所有者可以重命名或删除项目。',
  unknown: { what: '此项目不存在，或者你不是其成员。', remedy: '请向发来链接的人索取邀请。' },
  forbidden: { what: '你已不再是此项目的成员。', remedy: '请联系项目所有者重新邀请你。' },
  notHere: { what: '此项目还没有存到这个浏览器。', remedy: '恢复连接后会自动打开。' },
  toProjects: '回到项目列表',
};

export const frameZhCN: FrameText = {
  navigation: '项目和页面',
  openNavigation: '打开导航',
  narrow: '收起侧边栏',
  widen: '展开侧边栏',
  search: '搜索',
  projects: '项目',
  newProject: '新建项目',
  board: '看板',
  documents: '文档',
  people: '成员',
  activity: '动态',
  settings: '设置',
  share: '分享',
  sample: {
    what: '这是供你熟悉功能的示例。',
    invite: '邀请他人',
    delete: '删除示例',
    deleted: '示例已删除。',
    hide: '隐藏此提示',
    failed: '示例未能删除，请重试。',
  },
};
