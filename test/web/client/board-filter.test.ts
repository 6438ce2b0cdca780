import { describe, expect, it } from 'vitest';
import { createTask } from '../../../shared/model/task-edits.ts';
import { readTasks } from '../../../shared/model/tasks.ts';
import { filterTasks, searchTitles, type TaskFilter } from '../../../web/client/board-filter.ts';
import { boardDoc } from '../../shared/model/support.ts';

const doc = boardDoc();
const NOW = { now: 1, by: 'ada' };
createTask(doc, 'loom', { title: 'Repair the Loom', labels: ['workshop', 'urgent'], assignee_id: 'ada' }, NOW);
createTask(doc, 'thread', { title: 'Order thread', labels: ['workshop'], assignee_id: 'bo' }, NOW);
createTask(doc, 'letter', { title: '给客户写信 Ｌｅｔｔｅｒ' }, NOW);
const tasks = readTasks(doc).items;

const found = (filter: TaskFilter): readonly string[] => filterTasks(tasks, filter).map((task) => task.task_id);

describe('a filter', () => {
  it('leaves all in where nothing is asked, as the same array', () => {
    expect(filterTasks(tasks, {})).toBe(tasks);
    expect(filterTasks(tasks, { text: '  ' })).toBe(tasks);
  });

  it.each<[TaskFilter, readonly string[]]>([
    [{ person: 'ada' }, ['loom']],
    [{ person: null }, ['letter']],
    [{ person: 'nobody' }, []],
    [{ label: 'workshop' }, ['loom', 'thread']],
    [{ label: 'work' }, []],
    [{ text: 'LOOM repair' }, ['loom']],
    [{ text: 'urgent' }, ['loom']],
    [{ text: 'r' }, ['loom', 'thread', 'letter']],
    [{ text: 'letter' }, ['letter']],
    [{ text: '客户' }, ['letter']],
    [{ label: 'workshop', person: 'bo', text: 'order' }, ['thread']],
    [{ label: 'workshop', person: 'bo', text: 'loom' }, []],
  ])('%j leaves %j', (filter, wanted) => {
    expect(found(filter)).toEqual(wanted);
  });
});

describe('a search over titles', () => {
  const titles = ['A big loom', 'Bloom', 'Loom', 'Loom and thread', 'Thread'].map((title) => ({ title }));
  const search = (text: string, most = 10): readonly string[] => searchTitles(titles, text, most).map(({ title }) => title);

  it('has first what begins with the words, then words that begin so, then the rest', () => {
    expect(search('loom')).toEqual(['Loom', 'Loom and thread', 'A big loom', 'Bloom']);
    expect(search('thread loom')).toEqual(['Loom and thread']);
    expect(search('LOO', 2)).toEqual(['Loom', 'Loom and thread']);
  });

  it('finds nothing for nothing', () => {
    expect(search('')).toEqual([]);
    expect(search('shuttle')).toEqual([]);
  });
});
