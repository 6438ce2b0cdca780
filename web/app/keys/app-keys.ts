import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { useLatest } from '../../hooks/use-latest.ts';
import { addressOf } from '../addresses.ts';
import { type App, useApp } from '../app-context.ts';
import { type Here, PROJECT_PAGES, type ProjectPage } from '../frame/use-here.ts';

/** Where `G` and then a letter lead to. */
export const GO_KEYS: Readonly<Record<ProjectPage | 'inbox', string>> = {
  board: 'B',
  documents: 'D',
  people: 'P',
  activity: 'A',
  inbox: 'I',
};

/** ms after `G` within which its letter counts. */
const LETTER_WITHIN = 1_500;

/** Layers over which search opens: others hold what one is in the middle of. */
const UNDER_SEARCH: readonly unknown[] = [undefined, 'inbox', 'keys', 'sidebar'];

/** The keys that work on every page: search, `G` and a letter, `?`. Single keys never while somebody types or a dialog is open. */
export function useAppKeys(here: Here): void {
  const app = useApp();
  const [, navigate] = useLocation();
  const latest = useLatest({ app, here, navigate });
  useEffect(() => {
    let goUntil = 0;
    const onKeyDown = (event: KeyboardEvent): void => {
      // While an input method composes, its keys are its own.
      if (event.isComposing || event.keyCode === 229) return;
      const { app, here, navigate } = latest.current;
      if (isSearch(event) && !isLinked(event.target)) {
        take(event);
        toggleSearch(app);
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
      const key = event.key.toUpperCase();
      const going = goUntil > event.timeStamp;
      goUntil = 0;
      if (going && go(key, app, here, navigate)) take(event);
      else if (key === 'G' && !event.repeat) goUntil = event.timeStamp + LETTER_WITHIN;
      else if (key === '?') {
        take(event);
        app.open({ kind: 'keys' });
      }
    };
    // Before the page's own: the letter after G belongs to it.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [latest]);
}

function isSearch({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key.toUpperCase() === 'K' && (ctrlKey || metaKey) && !altKey && !shiftKey;
}

/** What is selected in the text of a document becomes a link by these keys, and a link that the caret is in another. */
function isLinked(target: EventTarget | null): boolean {
  if (!(target instanceof Element) || target.closest('.editor-text[contenteditable=true]') === null) return false;
  const selection = document.getSelection();
  return selection?.isCollapsed === false || selection?.anchorNode?.parentElement?.closest('.editor-text a') != null;
}

function toggleSearch({ layer, open, close }: App): void {
  if (layer?.kind === 'palette') close();
  else if (UNDER_SEARCH.includes(layer?.kind)) open({ kind: 'palette' });
}

/** @returns false where the letter leads nowhere from here */
function go(key: string, { mode, open }: App, { project }: Here, navigate: (to: string) => void): boolean {
  if (key === GO_KEYS.inbox && mode !== 'open') {
    open({ kind: 'inbox' });
    return true;
  }
  const page = PROJECT_PAGES.find((name) => GO_KEYS[name] === key);
  if (page === undefined || project === null) return false;
  navigate(addressOf[page](project));
  return true;
}

/** Somebody types there, or a dialog or menu has the keys. */
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('dialog:modal, [role=menu]:popover-open') !== null) return true;
  const typing = 'input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=dialog], [role=menu], [role=listbox]';
  return target instanceof Element && target.closest(typing) !== null;
}

function take(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
