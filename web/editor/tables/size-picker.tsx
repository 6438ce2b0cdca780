import { HISTORY_PUSH_TAG } from 'lexical';
import { type JSX, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { placeBeside } from '../../components/menu.tsx';
import { useEditorScope } from '../editor-scope.ts';
import type { PickerProps } from '../writing/bar-item.tsx';
import { $insertTable } from './operations.ts';

/** Rows and columns, from 1 on. */
interface Size {
  readonly rows: number;
  readonly columns: number;
}

const LARGEST = 8;
/** Fingers are thicker. */
const LARGEST_ON_TOUCH = 6;

/** How large a table is to be: a grid whose cells are pointed at or walked with arrows; the caret’s place gets a table as far as that cell. */
export function SizePicker({ editor, label, anchor, onClose }: PickerProps): JSX.Element {
  const words = useEditorScope().text.tables;
  const popover = useRef<HTMLDivElement>(null);
  const closed = useRef(false);
  const [size, setSize] = useState<Size>({ rows: 3, columns: 3 });
  const [largest] = useState(() => (matchMedia('(pointer: coarse)').matches ? LARGEST_ON_TOUCH : LARGEST));
  const steps = Array.from({ length: largest }, (_step, index) => index + 1);

  useLayoutEffect(() => {
    const element = popover.current;
    if (element === null) return;
    element.showPopover();
    placeBeside(element, anchor);
  }, [anchor]);
  useLayoutEffect(() => {
    popover.current?.querySelector<HTMLElement>(`[data-size="${size.rows}×${size.columns}"]`)?.focus();
  }, [size]);

  const close = (): void => {
    if (closed.current) return;
    closed.current = true;
    onClose();
  };
  const choose = ({ rows, columns }: Size): void => {
    close();
    editor.update(() => void $insertTable(rows, columns), { tag: HISTORY_PUSH_TAG });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      close();
      return;
    }
    const next = walk(event.key, size, largest);
    if (next === null) return;
    event.preventDefault();
    setSize(next);
  };
  return (
    <div
      ref={popover}
      popover="auto"
      role="dialog"
      aria-label={label}
      className="weft-root weft-menu table-sizes"
      onToggle={(event) => event.newState === 'closed' && close()}
      onKeyDown={onKeyDown}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a table holds words; this is a field of buttons, walked in two directions. */}
      <div role="grid" aria-label={label} tabIndex={-1}>
        {steps.map((rows) => (
          // biome-ignore lint/a11y/useSemanticElements: as above.
          // biome-ignore lint/a11y/useFocusableInteractive: its cells have the focus.
          <div key={rows} role="row" className="table-sizes-row">
            {steps.map((columns) => (
              // biome-ignore lint/a11y/useSemanticElements: as above.
              <button
                key={columns}
                type="button"
                role="gridcell"
                tabIndex={rows === size.rows && columns === size.columns ? 0 : -1}
                aria-label={words.size(rows, columns)}
                data-size={`${rows}×${columns}`}
                className={`table-size${rows <= size.rows && columns <= size.columns ? ' is-inside' : ''}`}
                onPointerEnter={({ pointerType }) => pointerType === 'mouse' && setSize({ rows, columns })}
                onClick={() => choose({ rows, columns })}
              />
            ))}
          </div>
        ))}
      </div>
      <p aria-hidden="true" className="table-sizes-words">
        {words.size(size.rows, size.columns)}
      </p>
    </div>
  );
}

/** @returns null for keys that walk nowhere */
function walk(key: string, { rows, columns }: Size, largest: number): Size | null {
  if (key === 'ArrowDown') return { rows: Math.min(largest, rows + 1), columns };
  if (key === 'ArrowUp') return { rows: Math.max(1, rows - 1), columns };
  if (key === 'ArrowRight') return { rows, columns: Math.min(largest, columns + 1) };
  if (key === 'ArrowLeft') return { rows, columns: Math.max(1, columns - 1) };
  if (key === 'Home') return { rows, columns: 1 };
  return key === 'End' ? { rows, columns: largest } : null;
}
