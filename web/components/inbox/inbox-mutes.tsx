import { BellOff, ChevronDown, ChevronUp } from 'lucide-react';
import { type JSX, useId, useState } from 'react';
import { useInboxContext } from './inbox-context.ts';

/** What makes no notifications, and how it makes some again. */
export function InboxMutes({ onUnmute }: { readonly onUnmute: (source: string) => void }): JSX.Element | null {
  const { text, muted } = useInboxContext();
  const [open, setOpen] = useState(false);
  const id = useId();
  if (muted.length === 0) return null;
  const Chevron = open ? ChevronDown : ChevronUp;
  return (
    <div className="weft-inbox-mutes">
      <button type="button" className="weft-inbox-mutes-button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <BellOff aria-hidden="true" size={14} />
        {text.mutedSources(muted.length)}
        <Chevron aria-hidden="true" size={14} />
      </button>
      <div id={id} hidden={!open}>
        {open && <Sources onUnmute={onUnmute} />}
      </div>
    </div>
  );
}

function Sources({ onUnmute }: { readonly onUnmute: (source: string) => void }): JSX.Element {
  const { text, muted, nameOfSource } = useInboxContext();
  return (
    <ul>
      {muted.map((source) => {
        const name = nameOfSource(source);
        return (
          <li key={source}>
            <span>{name}</span>
            <button type="button" className="weft-button" aria-label={text.unmuteSource(name)} onClick={() => onUnmute(source)}>
              {text.unmute}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
