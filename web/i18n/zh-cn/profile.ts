import type { PersonText } from '../profile.ts';

export const personZhCN: PersonText = {
  open: (name) => `你是${name}。个人资料与设置`,
  title: '个人资料',

  name: '你的名字',
  nameHint: '显示在你的光标旁和你的卡片上。',
  nameElsewhere: '你的名字来自你登录的应用。',
  nameSaved: '名字已保存。',
  color: '你的颜色',
  colorHint: '用于你的头像、光标和选中的文字。',
  hues: ['玫红', '红色', '橙色', '黄色', '黄绿', '绿色', '青绿', '青色', '蓝色', '靛蓝', '紫色', '粉色'],
  status: '状态',
  busyHint: '忙碌时不会弹出通知，收件箱照常接收。',
  language: '语言',
  theme: '主题',
  themes: { system: '跟随系统', light: '浅色', dark: '深色' },

  device: '在其他设备上使用',
  deviceHint: '生成一个链接，在那台设备上打开。拿到链接的人就能以你的身份登录，请不要发给别人。',
  makeLink: '生成链接',
  link: '其他设备的登录链接',
  copyLink: '复制',
  copied: '已复制。',
  copyByHand: '此浏览器不允许复制，请选中链接后自行复制。',
  goodUntil: (time) => `仅可使用一次，${time}前有效。`,
  signOut: '退出登录',

  adjectives: ['安静的', '明亮的', '友善的', '敏捷的', '从容的', '快乐的', '勇敢的', '温柔的', '聪明的', '阳光的'],
  animals: ['水獭', '白鹭', '狐狸', '小獾', '雀鸟', '野兔', '山猫', '知更鸟', '海豹', '鹪鹩'],
  join: (adjective, animal) => `${adjective}${animal}`,

  leaving: {
    title: '要在此浏览器上退出登录吗？',
    kept: '此浏览器中保存的项目内容会被删除，服务器上的内容不受影响。',
    way: '这里没有密码可用来重新登录。请保留另一台已登录的设备，或先为它生成一个链接。',
    unsent: (count) => `有 ${count} 处修改还没有传到服务器。如果不存成文件，这些修改就会丢失。`,
    sending: (count) => `正在等待 ${count} 处修改保存…`,
    downloadAndLeave: '存成文件并退出',
    leaveWithout: '放弃并退出',
    leave: '退出登录',
    leaving: '正在退出…',
    stay: '取消',
    failed: '此浏览器无法删除保存的内容。请关闭其他标签页中的 Weft，然后重试。',
  },

  recover: {
    title: '在此浏览器中使用你的账号',
    what: '这是你在另一台设备上生成的链接，只能使用一次。登录后两台设备都可以使用。',
    accept: '在此登录',
    accepting: '正在登录…',
    incomplete: { what: '链接不完整。', remedy: '请在另一台设备上重新复制，或重新生成一个链接。' },
    taken: (name) => `${name}已在此浏览器登录`,
    takenRemedy: '请先退出登录，再打开此链接。链接仍然有效。',
    elsewhere: '此服务器没有这种链接。请在原来的应用中登录。',
    home: '回到首页',
  },
};
