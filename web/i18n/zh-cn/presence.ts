import type { PresenceText } from '../presence.ts';

export const presenceZhCN: PresenceText = { here: '正在这里', more: (count) => `还有 ${count} 人` };
