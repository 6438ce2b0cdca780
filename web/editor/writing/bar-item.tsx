import type { LexicalEditor } from 'lexical';
import { ChevronDown, type LucideIcon } from 'lucide-react';
import { type JSX, useState } from 'react';
import { Menu, type MenuGroup } from '../../components/menu.tsx';
import { returnToText } from './return-to-text.ts';

/** One thing of a bar: it does something, or opens a menu. */
export interface BarItem {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Words beside the icon, or instead of it. */
  readonly shown?: string;
  /** As people know them. */
  readonly keys?: string;
  readonly pressed?: boolean;
  readonly run?: () => void;
  readonly menu?: readonly MenuGroup[];
  /** What it opens beside itself instead of a menu; in a menu of others it does what `run` does. */
  readonly picker?: (props: PickerProps) => JSX.Element;
}

export interface PickerProps {
  readonly editor: LexicalEditor;
  readonly label: string;
  readonly anchor: Element;
  readonly onClose: () => void;
}

export interface BarButtonProps {
  readonly item: BarItem;
  readonly editor: LexicalEditor;
}

/** A thing of a bar as a button. The text keeps focus and selection under a pointer, and has them again after a menu. */
export function BarButton({ item, editor }: BarButtonProps): JSX.Element {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const { label, icon: Icon, shown, keys, pressed, run, menu, picker: Picker } = item;
  const opens = menu !== undefined ? 'menu' : Picker !== undefined ? 'dialog' : undefined;
  const close = (): void => {
    setAnchor(null);
    returnToText(editor);
  };
  return (
    <>
      <button
        type="button"
        className={shown === undefined ? 'icon-button bar-button' : 'bar-button bar-choice'}
        aria-label={label}
        title={keys === undefined ? label : `${label} (${keys})`}
        aria-pressed={pressed}
        {...(opens !== undefined && { 'aria-haspopup': opens, 'aria-expanded': anchor !== null })}
        onPointerDown={(event) => event.preventDefault()}
        onMouseDown={(event) => event.preventDefault()}
        onClick={({ currentTarget }) => (opens === undefined ? run?.() : setAnchor(currentTarget))}
      >
        {shown === undefined ? <Icon aria-hidden="true" size={16} /> : <span>{shown}</span>}
        {menu !== undefined && shown !== undefined && <ChevronDown aria-hidden="true" size={14} />}
      </button>
      {anchor !== null && menu !== undefined && <Menu label={label} groups={menu} anchor={anchor} onClose={close} />}
      {anchor !== null && Picker !== undefined && <Picker editor={editor} label={label} anchor={anchor} onClose={close} />}
    </>
  );
}
