import type { Scenario } from '../scenario.ts';
import { coldJoin } from './cold-join.ts';
import { crowd } from './crowd.ts';
import { manyCharacters, manyParagraphs } from './editor.ts';
import { fanOut } from './fan-out.ts';
import { feed } from './feed.ts';
import { leftDocuments, openDocuments } from './idle-documents.ts';
import { killed } from './killed.ts';
import { manyRooms } from './many-rooms.ts';
import { paused } from './paused.ts';
import { returning } from './returning.ts';
import { saturation } from './saturation.ts';
import { writers } from './writers.ts';

/** All that can be measured, in the order of the table. */
export const SCENARIOS: readonly Scenario[] = [
  fanOut,
  writers,
  saturation,
  manyRooms,
  feed,
  coldJoin,
  returning,
  killed,
  paused,
  leftDocuments,
  openDocuments,
  manyParagraphs,
  manyCharacters,
  crowd,
];
