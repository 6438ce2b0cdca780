import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { type HTMLAttributes, type JSX, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Person } from '../../../shared/model/records.ts';
import { type Board, useBoard, useColumns } from '../../hooks/use-board.ts';
import { type TaskFilter, useFilteredBoard } from '../../hooks/use-filtered-board.ts';
import { useMembers, useProject } from '../../hooks/use-project.ts';
import { LANGUAGES, type Language } from '../../i18n/languages.ts';
import { AddColumn } from './add-column.tsx';
import { BoardBar } from './board-bar.tsx';
import { BoardColumn } from './board-column.tsx';
import { BoardContext, type BoardContextValue } from './board-context.ts';
import { BoardFilters } from './board-filters.tsx';
import { onBoardKey } from './board-keys.ts';
import { CardMenu } from './card-menu.tsx';
import { CardPanel } from './card-panel.tsx';
import { ColumnMenu } from './column-menu.tsx';
import { KeysHelp } from './keys-help.tsx';
import { useBoardUi } from './use-board-ui.ts';
import { useMoveMotion } from './use-move-motion.ts';
import { BoardPlace } from './use-place.ts';

export interface TaskBoardProps extends HTMLAttributes<HTMLElement> {
  readonly projectId: string;
  /** English by default. */
  readonly language?: Language;
  /** Nobody may change anything here, even those who might. */
  readonly readOnly?: boolean;
  /** The card whose details are open, where the page decides that (an address, say); else the board does. Null: none. */
  readonly openTask?: string | null;
  /** Somebody opened a card, or closed it. */
  readonly onOpenTask?: (taskId: string | null) => void;
  /** Stands above the columns. */
  readonly children?: ReactNode;
}

/** A project's board, live for everyone: it fills the height it is given. It stands inside a WebSocketProvider. */
export function TaskBoard({ projectId, readOnly = false, ...rest }: TaskBoardProps): JSX.Element {
  const board = useBoard(projectId);
  const { ready, editable } = useProject(projectId);
  if (board === null || !ready) return <Waiting {...rest} />;
  return <LiveBoard key={projectId} {...rest} board={board} readOnly={readOnly || !editable} />;
}

type Frame = Omit<TaskBoardProps, 'projectId' | 'readOnly'>;

/** Shows after 200 ms: what is there sooner needs no stand-in. */
function Waiting({ language = 'en', className = '', children, ...rest }: Frame): JSX.Element {
  return (
    <section {...rest} className={`weft-root weft-board ${className}`} aria-busy="true" aria-label={LANGUAGES[language].text.board.board}>
      {children}
      <div className="weft-columns weft-waiting" aria-hidden="true">
        <span />
        <span />
        <span />
      </div>
    </section>
  );
}

function LiveBoard({
  board,
  language = 'en',
  readOnly,
  className = '',
  children,
  onKeyDown,
  ...rest
}: Frame & { readonly board: Board; readonly readOnly: boolean }): JSX.Element {
  const { store, actions, projectId } = board;
  const text = LANGUAGES[language].text.board;
  const root = useRef<HTMLElement>(null);
  const columnsElement = useRef<HTMLDivElement>(null);
  const { state, ui } = useBoardUi(root, text);
  const [filter, setFilter] = useState<TaskFilter>({});
  const shown = useFilteredBoard(store, filter);
  const columns = useColumns(store);
  const members = useMembers(projectId);
  const people = useMemo(() => new Map<string, Person>(members.map((person) => [person.user_id, person])), [members]);
  useMoveMotion(root, store, ui);
  useEffect(() => (columnsElement.current === null ? undefined : autoScrollForElements({ element: columnsElement.current })), []);

  const context = useMemo(
    (): BoardContextValue => ({ store: shown, whole: store, actions, projectId, text, language, people, readOnly, ui }),
    [shown, store, actions, projectId, text, language, people, readOnly, ui],
  );
  const { menu, opened } = state;
  return (
    <BoardContext.Provider value={context}>
      <section
        aria-label={text.board}
        {...rest}
        ref={root}
        className={`weft-root weft-board ${className}`}
        onKeyDown={(event) => {
          onKeyDown?.(event);
          if (!event.defaultPrevented) onBoardKey(context, event);
        }}
        onFocus={(event) => {
          const card = event.target.getAttribute('data-task');
          if (card !== null) ui.setCurrent(card);
        }}
      >
        {children}
        <BoardFilters filter={filter} onFilter={setFilter} />
        <div ref={columnsElement} className="weft-columns">
          {columns.map((column) => (
            <BoardColumn
              key={column.id}
              column={column}
              current={state.current}
              editing={state.editing}
              adding={state.addingTo === column.id}
              renaming={state.renaming === column.id}
            />
          ))}
          {!readOnly && <AddColumn />}
        </div>
        {opened !== null && <CardPanel key={opened.taskId} projectId={projectId} {...opened} />}
        <BoardPlace projectId={projectId} taskId={opened?.taskId ?? null} />
        {state.bar !== null && <BoardBar bar={state.bar} />}
        <p role="status" className="weft-hidden">
          {state.said}
        </p>
        {menu?.kind === 'card' && <CardMenu key={menu.taskId} taskId={menu.taskId} anchor={menu.anchor} />}
        {menu?.kind === 'column' && <ColumnMenu key={menu.columnId} columnId={menu.columnId} anchor={menu.anchor} />}
        {state.help && <KeysHelp onClose={() => ui.showHelp(false)} />}
      </section>
    </BoardContext.Provider>
  );
}
