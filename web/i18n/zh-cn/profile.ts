import type { PersonText } from '../profile.ts';

export const personZhCN: PersonText = {
  open: (name) => `你是${name}。修改名字或语言`,
  title: '你',
  name: '你的名字',
  nameHint: '其他人会在你的光标旁看到它。',
  language: '语言',
  done: '完成',
  adjectives: ['安静的', '明亮的', '友善的', '敏捷的', '从容的', '快乐的', '勇敢的', '温柔的', '聪明的', '阳光的'],
  animals: ['水獭', '白鹭', '狐狸', '小獾', '雀鸟', '野兔', '山猫', '知更鸟', '海豹', '鹪鹩'],
  join: (adjective, animal) => `${adjective}${animal}`,
};
