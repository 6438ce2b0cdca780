import { useMemo } from 'react';
import { useActivity } from '../../hooks/use-activity.ts';
import { type BoardStore, useColumns } from '../../hooks/use-board.ts';
import { useMembers } from '../../hooks/use-project.ts';
import { useApp } from '../app-context.ts';
import type { Told } from './activity-line.tsx';
import { sentenceOf } from './sentence.ts';

/** What has happened in a project in words, newest first. What this version doesn't know is left out. */
export function useTold(project: string, board: BoardStore): readonly Told[] {
  const { text, language } = useApp();
  const lines = useActivity(project);
  const members = useMembers(project);
  const columns = useColumns(board);
  return useMemo(() => {
    const byId = new Map(members.map((member) => [member.user_id, { name: member.username, color: member.color }]));
    const names = {
      people: new Map(members.map(({ user_id, username }) => [user_id, username])),
      columns: new Map(columns.map(({ id, title }) => [id, title])),
      language,
    };
    return lines.flatMap((line) => {
      const sentence = sentenceOf(line, names, text.activity);
      return sentence === null ? [] : [{ line, time: line.time, sentence, by: byId.get(line.user_id ?? '') ?? null }];
    });
  }, [lines, members, columns, language, text]);
}
