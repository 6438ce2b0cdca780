import { X } from 'lucide-react';
import { type JSX, type ReactNode, useEffect, useId, useRef } from 'react';
import { useEditorScope } from './editor-scope.ts';

export interface SidePanelProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** What stands beside the text, over it where there is no room. Escape closes it and goes back to where one was. */
export function SidePanel({ title, children }: SidePanelProps): JSX.Element {
  const { text, showPanel } = useEditorScope();
  const panel = useRef<HTMLElement>(null);
  const id = useId();

  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    <aside
      ref={panel}
      tabIndex={-1}
      className="side-panel"
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        showPanel(null);
      }}
    >
      <header className="side-panel-header">
        <h2 id={id}>{title}</h2>
        <button
          type="button"
          className="icon-button"
          aria-label={text.common.close}
          title={text.common.close}
          onClick={() => showPanel(null)}
        >
          <X aria-hidden="true" size={16} />
        </button>
      </header>
      <div className="side-panel-body">{children}</div>
    </aside>
  );
}
