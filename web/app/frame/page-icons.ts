import { FileText, History, type LucideIcon, SquareKanban, Users } from 'lucide-react';
import type { ProjectPage } from './use-here.ts';

/** The icons of a project's pages, wherever they are named. */
export const PAGE_ICONS: Readonly<Record<ProjectPage, LucideIcon>> = {
  board: SquareKanban,
  documents: FileText,
  people: Users,
  activity: History,
};
