import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../web/app/addresses.ts';
import { hereAt } from '../../../web/app/frame/use-here.ts';

/** Ids as other applications make them: all that rooms may be called. */
const IDS = [
  'prj_1',
  'team:shop',
  'ada@example.org',
  'a b',
  '50%',
  'a%3Ab',
  '50%25',
  'a?b#c',
  'a;b&c=d+e,f$g',
  '店',
  '😀',
  'd',
  'people',
  'x\'"<b>',
];

/** What stands in the browser's bar when somebody follows a link. */
const barOf = (address: string): string => new URL(address, 'http://page').pathname;

describe('addresses', () => {
  it('lead to the very ids that they were made of', () => {
    for (const project of IDS) {
      expect(hereAt(barOf(addressOf.board(project)))).toEqual({ page: 'board', project, document: null, task: null });
      for (const page of ['documents', 'people', 'activity'] as const)
        expect(hereAt(barOf(addressOf[page](project)))).toEqual({ page, project, document: null, task: null });
      for (const id of IDS) {
        expect(hereAt(barOf(addressOf.task(project, id)))).toEqual({ page: 'board', project, document: null, task: id });
        expect(hereAt(barOf(addressOf.document(project, id)))).toEqual({ page: 'document', project, document: id, task: null });
        const thread = addressOf.thread(project, id, id);
        expect(hereAt(barOf(thread))).toEqual({ page: 'document', project, document: id, task: null });
        expect(new URL(thread, 'http://page').searchParams.get('thread')).toBe(id);
      }
    }
  });

  it('are read the same however much of them was encoded, and with a slash at the end', () => {
    for (const path of ['/p/team:shop', '/p/team%3Ashop', '/p/team%3ashop/']) expect(hereAt(path).project).toBe('team:shop');
    expect(hereAt('/invite/').page).toBe('invite');
  });

  it('lead nowhere where they hold what can be no id: a room inside of another, half a character', () => {
    for (const path of [
      '/p/a%2Fb',
      '/p/a%2Fd%2Fb',
      '/p/..%2F..%2Fapi',
      '/p/%ED%A0%80',
      '/p/%',
      '/p/%23own',
      `/p/${'x'.repeat(129)}`,
      '/p/a/t/b%2Fc',
      '/p',
    ])
      expect(hereAt(path)).toEqual({ page: 'elsewhere', project: null, document: null, task: null });
  });
});
