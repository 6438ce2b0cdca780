import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { type JSX, useState } from 'react';
import { Link } from 'wouter';
import { readKept, writeKept } from '../../client/kept.ts';
import { ROUTES } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import { Mark } from './mark.tsx';
import { Navigation } from './navigation.tsx';
import type { Here } from './use-here.ts';

const KEY = 'weft.sidebar';
const NARROW = 'narrow';

/** Projects, then what is in the one that is open; icons alone where it was made narrow. */
export function Sidebar({ here }: { readonly here: Here }): JSX.Element {
  const { text } = useApp();
  const [narrow, setNarrow] = useState(() => readKept(KEY) === NARROW);
  const toggle = (): void => {
    writeKept(KEY, narrow ? '' : NARROW);
    setNarrow(!narrow);
  };
  const label = narrow ? text.frame.widen : text.frame.narrow;
  const Icon = narrow ? PanelLeftOpen : PanelLeftClose;
  return (
    <nav className="sidebar" aria-label={text.frame.navigation} data-narrow={narrow || undefined}>
      <div className="sidebar-head">
        <Link href={ROUTES.home} className="brand" aria-label={text.page.home}>
          <Mark />
          <span className="side-word">Weft</span>
        </Link>
        <button type="button" className="icon-button" aria-label={label} title={label} onClick={toggle}>
          <Icon aria-hidden="true" size={16} />
        </button>
      </div>
      <Navigation here={here} narrow={narrow} />
    </nav>
  );
}
