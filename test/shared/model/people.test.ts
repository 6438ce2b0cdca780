import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addActivity, readActivity } from '../../../shared/model/activity.ts';
import { mirrorPeople, readPeople } from '../../../shared/model/people.ts';

const person = (user_id: string, username: string, role = 'editor') => ({ user_id, username, color: '#123456', role });

describe('people', () => {
  it('are what the mirror says and nothing else, sorted by name', () => {
    const doc = new Y.Doc();
    mirrorPeople(doc, [person('u1', 'Bo'), person('u2', 'Ada')]);
    expect(readPeople(doc)).toEqual({ items: [person('u2', 'Ada'), person('u1', 'Bo')], malformed: [] });
    mirrorPeople(doc, [person('u2', 'Ada', 'owner')]);
    expect(readPeople(doc).items).toEqual([person('u2', 'Ada', 'owner')]);
  });

  it('are written only where they differ, and put right where somebody else wrote', () => {
    const doc = new Y.Doc();
    const people = [person('u1', 'Bo'), person('u2', 'Ada')];
    mirrorPeople(doc, people);
    let updates = 0;
    doc.on('update', () => updates++);
    mirrorPeople(doc, people);
    expect(updates).toBe(0);
    doc.getMap('people').set('u1', { username: 'Mallory', color: '#123456', role: 'owner' });
    doc.getMap('people').set('u3', 'x');
    mirrorPeople(doc, people);
    expect(updates).toBe(3);
    expect(readPeople(doc)).toEqual({ items: [people[1], people[0]], malformed: [] });
  });
});

describe('activity', () => {
  it('is capped: the oldest lines go', () => {
    const doc = new Y.Doc();
    const line = (index: number) => ({
      id: `act_${index}`,
      type: 'task_created',
      user_id: 'u1',
      time: index,
      data: { task_id: 't', index },
    });
    for (let index = 0; index < 25; index++) addActivity(doc, line(index), 10);
    expect(readActivity(doc)).toEqual({ items: Array.from({ length: 10 }, (_, index) => line(index + 15)), malformed: [] });
    addActivity(doc, line(25), 3);
    expect(readActivity(doc).items.map((entry) => entry.time)).toEqual([23, 24, 25]);
    doc.getArray('activity').push(['x', null, { id: 'act', type: 'x' }]);
    expect(readActivity(doc).items).toHaveLength(3);
    expect(readActivity(doc).malformed).toHaveLength(3);
  });
});
