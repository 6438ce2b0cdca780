import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useLatest } from '../../hooks/use-latest.ts';

/** Where a menu opens, and what it is about. */
export type OpenMenu =
  | { readonly kind: 'card'; readonly taskId: string; readonly anchor: Element }
  | { readonly kind: 'column'; readonly columnId: string; readonly anchor: Element };

/** What of an open card takes the focus first. */
export type CardField = 'title' | 'assignee' | 'labels' | 'due';

/** What was done: what screen readers are told, and how it is undone. */
export interface Deed {
  readonly said: string;
  /** Null where somebody has changed that since: theirs stays. */
  readonly undo?: () => Promise<unknown> | null;
  /** Show a bar that offers to undo it: for what takes something away. */
  readonly bar?: boolean;
}

export interface OpenedCard {
  readonly taskId: string;
  readonly field: CardField;
}

/** What a board shows of its own accord: nobody else sees it. */
export interface BoardUiState {
  /** The card that one was on last. */
  readonly current: string | null;
  readonly editing: string | null;
  /** The column that a new card is being written for. */
  readonly addingTo: string | null;
  /** The column whose title is being edited. */
  readonly renaming: string | null;
  readonly menu: OpenMenu | null;
  /** The card whose details are open. */
  readonly opened: OpenedCard | null;
  /** The keys are being listed. */
  readonly help: boolean;
  readonly said: string;
  /** What the bar says, and whether it offers to undo. */
  readonly bar: { readonly said: string; readonly undo: boolean } | null;
}

/** What changes it: the same functions always. */
export interface BoardUi {
  setCurrent(taskId: string | null): void;
  /** Puts the focus on a card, now or as soon as it is there. */
  focusCard(taskId: string): void;
  /** Puts the focus where a column's cards are added: it has none that could have it. */
  focusColumn(columnId: string): void;
  wantFocus(taskId: string): void;
  /** True once for the card that is to have the focus. */
  wantsFocus(taskId: string): boolean;
  /** This card was just put down by hand: it doesn't glide to where it is. */
  dropped(taskId: string): void;
  /** The card that was put down, once. */
  takeDropped(): string | null;
  edit(taskId: string | null): void;
  addTo(columnId: string | null): void;
  rename(columnId: string | null): void;
  openMenu(menu: OpenMenu | null): void;
  /** Null closes what is open. */
  open(taskId: string | null, field?: CardField): void;
  showHelp(on: boolean): void;
  /** Puts the focus into the field that cards are searched by. */
  focusFilter(): void;
  /** Says something in the bar, and to screen readers. */
  tell(text: string): void;
  say(text: string): void;
  /** Does something, tells it, and remembers how to undo it. What fails is told in the bar. */
  act(act: () => Promise<unknown>, deed: Deed): void;
  undo(): void;
  closeBar(): void;
}

interface UiTexts {
  readonly undone: string;
  readonly nothingToUndo: string;
  readonly changedSince: string;
  readonly failed: string;
}

/** Which card is open, where the page decides that. */
export interface OpenedOutside {
  /** undefined: the board decides. */
  readonly openTask: string | null | undefined;
  readonly onOpenTask: ((taskId: string | null) => void) | undefined;
}

/** How many deeds one can go back. */
const UNDO_STEPS = 50;

const START: BoardUiState = {
  current: null,
  editing: null,
  addingTo: null,
  renaming: null,
  menu: null,
  opened: null,
  help: false,
  said: '',
  bar: null,
};

export function useBoardUi(
  root: RefObject<HTMLElement | null>,
  text: UiTexts,
  { openTask, onOpenTask }: OpenedOutside,
): { readonly state: BoardUiState; readonly ui: BoardUi } {
  const [own, setState] = useState(START);
  const latestText = useLatest(text);
  const latestOnOpen = useLatest(onOpenTask);
  const opened = openTask === undefined ? own.opened : openedAs(own.opened, openTask);
  const isOpen = useLatest(opened !== null);
  const wanted = useRef<string | null>(null);
  const down = useRef<string | null>(null);
  const undos = useRef<NonNullable<Deed['undo']>[]>([]);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);

  const ui = useMemo((): BoardUi => {
    const set = (change: Partial<BoardUiState>): void => setState((before) => ({ ...before, ...change }));
    const fail = (): void => {
      // A board that is closed lets go of what isn't saved yet: that is no failure, and nobody is there to be told.
      if (here.current) set({ said: latestText.current.failed, bar: { said: latestText.current.failed, undo: false } });
    };
    const attempt = (act: () => Promise<unknown>): void => void act().catch(fail);
    return {
      setCurrent: (current) => set({ current }),
      focusCard: (taskId) => {
        const card = root.current?.querySelector<HTMLElement>(`[data-task="${CSS.escape(taskId)}"]`);
        wanted.current = taskId;
        if (card !== null && card !== undefined && card.querySelector('textarea') === null) {
          wanted.current = null;
          card.focus();
        }
        set({ current: taskId });
      },
      focusColumn: (columnId) => root.current?.querySelector<HTMLElement>(`[data-column="${CSS.escape(columnId)}"] .weft-add`)?.focus(),
      wantFocus: (taskId) => {
        wanted.current = taskId;
      },
      wantsFocus: (taskId) => {
        if (wanted.current !== taskId) return false;
        wanted.current = null;
        return true;
      },
      dropped: (taskId) => {
        down.current = taskId;
      },
      takeDropped: () => {
        const taskId = down.current;
        down.current = null;
        return taskId;
      },
      edit: (editing) => set({ editing }),
      addTo: (addingTo) => set({ addingTo }),
      rename: (renaming) => set({ renaming }),
      openMenu: (menu) => set({ menu }),
      open: (taskId, field = 'title') => {
        if (taskId === null && !isOpen.current) return;
        set({ opened: taskId === null ? null : { taskId, field } });
        latestOnOpen.current?.(taskId);
      },
      showHelp: (help) => set({ help }),
      focusFilter: () => root.current?.querySelector<HTMLElement>('input[type=search]')?.focus(),
      tell: (said) => set({ said, bar: { said, undo: false } }),
      say: (said) => set({ said }),
      act: (act, { said, undo, bar = false }) => {
        if (undo !== undefined) undos.current = [...undos.current, undo].slice(-UNDO_STEPS);
        set({ said, bar: bar ? { said, undo: undo !== undefined } : null });
        attempt(act);
      },
      undo: () => {
        const undo = undos.current.pop();
        const undoing = undo?.();
        const { undone, nothingToUndo, changedSince } = latestText.current;
        if (undoing === null) set({ said: changedSince, bar: { said: changedSince, undo: false } });
        else set({ said: undoing === undefined ? nothingToUndo : undone, bar: null });
        undoing?.catch(fail);
      },
      closeBar: () => set({ bar: null }),
    };
  }, [root, latestText, latestOnOpen, isOpen]);
  const state = useMemo(() => (opened === own.opened ? own : { ...own, opened }), [own, opened]);
  return { state, ui };
}

/** The card that the page wants open; what of it takes the focus first is known where it was opened here. */
function openedAs(own: OpenedCard | null, taskId: string | null): OpenedCard | null {
  if (taskId === null) return null;
  return own?.taskId === taskId ? own : { taskId, field: 'title' };
}
