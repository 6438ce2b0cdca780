import type { SyncText, TroubleText } from '../sync.ts';

export const syncZhCN: SyncText = {
  connecting: '正在连接…',
  saved: '已保存',
  saving: '正在保存…',
  offline: (unsent) => (unsent === 0 ? '离线' : `离线 · ${unsent} 处未发送`),
  readOnly: '只读',
  notSaved: '未保存',
  stopped: '已断开',
  unconfirmed: '已连接',
  hints: {
    saved: '你写的内容都已存到服务器的磁盘上。',
    saving: '你最近的修改正在发往服务器。',
    offlineKept: '可以继续操作。修改已存在这个浏览器中，恢复连接后会自动发送。',
    offline: '可以继续操作。修改只在此标签页中，恢复连接前请不要关闭。',
    readOnly: '你可以阅读此文档，但不能修改。',
    unconfirmed: '此服务器不会告知哪些内容已保存。',
  },
};

export const troubleZhCN: TroubleText = {
  storing: { what: '服务器暂时无法存储修改。', remedy: '请不要关闭此标签页：恢复后会自动保存你的修改。' },
  unreachable: { what: '无法连接到服务器。', remedy: '请检查网络后重试。' },
  signedOut: { what: '你的登录已失效。', remedy: '请先下载未发送的内容，再重新登录。' },
  signedOutKept: { what: '你的登录已失效。', remedy: '请重新登录，未发送的内容会留在这个浏览器中。' },
  forbidden: { what: '你没有访问此文档的权限。', remedy: '请联系有权限的人邀请你。' },
  unknown: { what: '此文档不存在。', remedy: '它可能已被删除。请检查地址，或打开其他文档。' },
  tooLarge: { what: '内容过大，无法保存。', remedy: '请下载最近写的内容，在这里放弃后放到新文档中。' },
  readOnly: { what: '你现在只能阅读，最近的修改没有保存。', remedy: '请下载需要的内容，然后放弃这些修改。' },
  refused: { what: '服务器没有接受你最近的修改。', remedy: '请下载最近写的内容，然后放弃这些修改。' },
  broken: { what: '此文档包含无法显示的内容。', remedy: '请重新加载。如果仍然不行，可能需要更新的版本。' },
  failed: { what: '此页面无法显示。', remedy: '请重新加载。显示为已保存的内容都安全地存在服务器上。' },
  taken: (name) => ({
    what: name === '' ? '你写的部分内容没有发送到服务器。' : `你在“${name}”中写的部分内容没有发送到服务器。`,
    remedy: '你已无法访问那里，如有需要请下载。',
  }),
  notKept: { what: '这个浏览器无法保存文档。', remedy: '联网时一切正常；离线时请不要关闭标签页。' },
  reload: '重新加载',
  signIn: '重新登录',
  download: '下载',
  discard: '放弃修改',
};
