import { X } from 'lucide-react';
import type { JSX } from 'react';
import { useLocation } from 'wouter';
import { addressOf, ROUTES } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import type { Here } from '../frame/use-here.ts';

/** Says on the sample project that it is one, and, for some seconds, that it has been deleted. */
export function SampleStrip({ here }: { readonly here: Here }): JSX.Element {
  const { sample, text, open } = useApp();
  const [, navigate] = useLocation();
  const words = text.frame.sample;
  const { project, leaving, failed } = sample;
  const remove = (): void => {
    sample.remove();
    navigate(ROUTES.home);
  };
  const undo = (to: string): void => {
    sample.undo();
    navigate(addressOf.board(to));
  };
  return (
    // There before anything is said in it, so that what comes is read out.
    <div role="status">
      {project !== null && leaving && (
        <div className="strip">
          <p>{words.deleted}</p>
          <button type="button" className="button" onClick={() => undo(project)}>
            {text.common.undo}
          </button>
        </div>
      )}
      {project !== null && !leaving && (here.project === project || failed) && (
        <div className="strip">
          <p>{failed ? words.failed : words.what}</p>
          {!failed && (
            <button type="button" className="button" onClick={() => open({ kind: 'share', project })}>
              {words.invite}
            </button>
          )}
          <button type="button" className="button" onClick={remove}>
            {words.delete}
          </button>
          <button type="button" className="icon-button" aria-label={words.hide} title={words.hide} onClick={sample.keep}>
            <X aria-hidden="true" size={16} />
          </button>
        </div>
      )}
    </div>
  );
}
