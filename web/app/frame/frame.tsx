import type { JSX } from 'react';
import { Layers } from '../dialogs/layers.tsx';
import { Pages } from '../pages.tsx';
import { Banners } from './banners.tsx';
import { Sidebar } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';
import { useHere } from './use-here.ts';

/** What stands around every page: projects on the left, where I am and who is here on top, what is open over it. */
export function Frame(): JSX.Element {
  const here = useHere();
  return (
    <div className="app">
      <Sidebar here={here} />
      <div className="app-main">
        <TopBar here={here} />
        <Banners here={here} />
        <main className="app-page">
          <Pages />
        </main>
      </div>
      <Layers here={here} />
    </div>
  );
}
