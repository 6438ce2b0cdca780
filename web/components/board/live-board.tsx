import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { type JSX, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { type Board, useColumns } from '../../hooks/use-board.ts';
import { type TaskFilter, useFilteredBoard } from '../../hooks/use-filtered-board.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { usePeople } from '../../hooks/use-people.ts';
import type { TaskComments } from '../../hooks/use-task-comments.ts';
import { LANGUAGES } from '../../i18n/languages.ts';
import { DeedBar } from '../deed-bar.tsx';
import { AddColumn } from './add-column.tsx';
import { BoardColumn } from './board-column.tsx';
import { BoardContext, type BoardContextValue } from './board-context.ts';
import { BoardFilters } from './board-filters.tsx';
import { onBoardKey, usePageKeys } from './board-keys.ts';
import { BoardPlace } from './board-place.ts';
import { CardMenu } from './card-menu.tsx';
import { CardPanel } from './card-panel.tsx';
import { ColumnMenu } from './column-menu.tsx';
import { KeysHelp } from './keys-help.tsx';
import type { TaskBoardProps } from './task-board.tsx';
import { useBoardUi } from './use-board-ui.ts';
import { useFocusAfter } from './use-focus-after.ts';
import { useMoveMotion } from './use-move-motion.ts';
import { useNamedColumns } from './use-named-columns.ts';
import { useNewCard } from './use-new-card.ts';

/** What a board is given once it is there. */
export interface LiveBoardProps extends Omit<TaskBoardProps, 'projectId' | 'readOnly'> {
  readonly board: Board;
  readonly comments: TaskComments;
  readonly readOnly: boolean;
  readonly speaks: boolean;
}

/** The board itself: what its parts share, and what is open over or beside the columns. */
export function LiveBoard(props: LiveBoardProps): JSX.Element {
  const { board, comments, language = 'en', readOnly, speaks, openTask, onOpenTask, newCard = false, onNewCard, ...others } = props;
  const { onWatch, renderCard, cardFooter, className = '', children, onKeyDown, ...rest } = others;
  const { actions, handle, projectId, userId } = board;
  const { board: text, common } = LANGUAGES[language].text;
  const store = useNamedColumns(board.store, text);
  const root = useRef<HTMLElement>(null);
  const columnsElement = useRef<HTMLDivElement>(null);
  const { state, ui } = useBoardUi(root, { ...text, ...common }, { openTask, onOpenTask });
  const [filter, setFilter] = useState<TaskFilter>({});
  // The field follows the fingers; the cards follow when there is time.
  const shown = useFilteredBoard(store, useDeferredValue(filter));
  const columns = useColumns(store);
  const people = usePeople(projectId);
  useMoveMotion(root, store, ui);
  useEffect(() => (columnsElement.current === null ? undefined : autoScrollForElements({ element: columnsElement.current })), []);

  const watch = useLatest(onWatch);
  const watches = onWatch !== undefined;
  const context = useMemo(
    (): BoardContextValue => ({
      store: shown,
      whole: store,
      ...{ actions, handle, comments, projectId, userId, text, language, people, readOnly, speaks, renderCard, cardFooter, ui },
      onWatch: watches ? async (taskId, on) => watch.current?.(taskId, on) : undefined,
    }),
    [
      shown,
      store,
      actions,
      handle,
      comments,
      projectId,
      userId,
      text,
      language,
      people,
      readOnly,
      speaks,
      renderCard,
      cardFooter,
      ui,
      watch,
      watches,
    ],
  );
  usePageKeys(context);
  useNewCard(context, newCard, onNewCard);
  const { menu, opened } = state;
  useFocusAfter(context, opened?.taskId ?? null);
  return (
    <BoardContext.Provider value={context}>
      <section
        aria-label={text.board}
        {...rest}
        ref={root}
        className={`weft-root weft-board ${className}`}
        onKeyDown={(event) => {
          onKeyDown?.(event);
          if (!event.defaultPrevented) onBoardKey(context, event.nativeEvent);
        }}
        onFocus={(event) => {
          const card = event.target.getAttribute('data-task');
          if (card !== null) ui.setCurrent(card);
        }}
      >
        <div className="weft-board-main">
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
        </div>
        {opened !== null && <CardPanel key={opened.taskId} projectId={projectId} {...opened} />}
        <BoardPlace projectId={projectId} taskId={opened?.taskId ?? null} />
        {state.bar !== null && (
          <DeedBar
            said={state.bar.said}
            problem={!state.bar.undo}
            onUndo={state.bar.undo ? ui.undo : null}
            undoKey="Z"
            onClose={ui.closeBar}
            language={language}
          />
        )}
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
