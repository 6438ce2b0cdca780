import type { CommandsText } from '../commands.ts';

export const commandsZhCN: CommandsText = {
  title: '搜索',
};
