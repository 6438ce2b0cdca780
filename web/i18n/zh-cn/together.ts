import type { TogetherText } from '../together.ts';

export const togetherZhCN: TogetherText = {
  people: (count) => `另有 ${count} 人在此文档中`,
  follow: (name) => `跟随 ${name}`,
  following: (name) => `正在跟随 ${name}`,
  stop: '停止',
  stopped: (name) => `已停止跟随 ${name}。`,
  left: (name) => `${name} 已离开此文档。`,
  came: (names) => `${names} 正在此文档中。`,
  gone: (names) => `${names} 已离开此文档。`,
  changes: (name) => `${name} 也在修改这里`,
  somebody: '有人',
  mute: '不播报他人动态',
  unmute: '播报他人动态',
};
