import type { CommandsText } from '../commands.ts';

export const commandsEn: CommandsText = {
  title: 'Search',
};
