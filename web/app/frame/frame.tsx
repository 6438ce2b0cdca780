import { type JSX, type MouseEvent, useRef } from 'react';
import { useApp } from '../app-context.ts';
import { Layers } from '../dialogs/layers.tsx';
import { Toasts } from '../inbox/toasts.tsx';
import { Pages } from '../pages.tsx';
import { SampleStrip } from '../sample/sample-strip.tsx';
import { Banners } from './banners.tsx';
import { HEADING } from './crumbs.tsx';
import { InboxWatch, useProjectsWatch } from './projects-watch.tsx';
import { Sidebar } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';
import { useFocusOnNavigation } from './use-focus-on-navigation.ts';
import { useHere } from './use-here.ts';

/** What stands around every page: projects on the left, where I am and who is here on top, what is open over it. */
export function Frame(): JSX.Element {
  const here = useHere();
  const { text, mode } = useApp();
  const main = useRef<HTMLElement>(null);
  useFocusOnNavigation(here, main);
  useProjectsWatch();
  const skip = (event: MouseEvent): void => {
    // The address stays: what stands behind its # may be an invite's secret.
    event.preventDefault();
    main.current?.focus();
  };
  return (
    <>
      <div className="app">
        {/* biome-ignore lint/a11y/useValidAnchor: it leads to a place on this page, without changing the address. */}
        <a href="#page" className="skip" onClick={skip}>
          {text.page.skip}
        </a>
        <Sidebar here={here} />
        <div className="app-main">
          <TopBar here={here} />
          <Banners here={here} />
          <SampleStrip here={here} />
          <main id="page" ref={main} tabIndex={-1} className="app-page" aria-labelledby={HEADING}>
            <Pages here={here} />
          </main>
        </div>
      </div>
      <Layers here={here} />
      {mode !== 'open' && (
        <>
          <InboxWatch />
          <Toasts />
        </>
      )}
    </>
  );
}
