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
    offline: '可以继续写。恢复连接后会自动发送，请不要关闭此标签页。',
    readOnly: '你可以阅读此文档，但不能修改。',
    unconfirmed: '此服务器不会告知哪些内容已保存。',
  },
};

export const troubleZhCN: TroubleText = {
  storing: { what: '服务器暂时无法存储修改。', remedy: '请不要关闭此标签页：恢复后会自动保存你的修改。' },
  unreachable: { what: '无法连接到服务器。', remedy: '请检查网络后重试，并保持此标签页打开。' },
  signedOut: { what: '你的登录已失效。', remedy: '请先复制最近写的内容，然后重新加载并登录。' },
  forbidden: { what: '你没有访问此文档的权限。', remedy: '请联系有权限的人邀请你。' },
  unknown: { what: '此文档不存在。', remedy: '请检查地址，或打开其他文档。' },
  tooLarge: { what: '文档过大，无法保存。', remedy: '请把最近写的内容复制到新文档，然后重新加载。' },
  readOnly: { what: '你现在只能阅读，最近的修改没有保存。', remedy: '请复制需要的内容，然后重新加载。' },
  refused: { what: '服务器没有接受你最近的修改。', remedy: '请先复制最近写的内容，然后重新加载。' },
  broken: { what: '此文档包含无法显示的内容。', remedy: '请重新加载。如果仍然不行，可能需要更新的版本。' },
  failed: { what: '此页面无法显示。', remedy: '请重新加载。显示为已保存的内容都安全地存在服务器上。' },
  retry: '重试',
  reload: '重新加载',
  copy: '复制文字',
  copied: '已复制',
};
