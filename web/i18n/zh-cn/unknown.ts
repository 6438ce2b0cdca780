import type { UnknownText } from '../unknown.ts';

export const unknownZhCn: UnknownText = {
  long: '这部分内容由更新版本的 Weft 创建，重新加载后即可查看。',
  short: '新版内容',
};
