import { X } from 'lucide-react';
import { type JSX, useEffect } from 'react';
import { Link } from 'wouter';
import { Modal } from '../../components/modal.tsx';
import { ROUTES } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import { Mark } from './mark.tsx';
import { Navigation } from './navigation.tsx';
import type { Here } from './use-here.ts';

/** As wide as this there is room for the sidebar beside the page: the same in frame.css. */
const ROOM = '(min-width: 48rem)';

/** The sidebar on a small screen: over the page, until something is chosen. The button that opened it has the focus again afterwards. */
export function SidebarSheet({ here }: { readonly here: Here }): JSX.Element {
  const { text, close } = useApp();
  useEffect(() => {
    const room = matchMedia(ROOM);
    room.addEventListener('change', close);
    return () => room.removeEventListener('change', close);
  }, [close]);
  return (
    <Modal className="sheet" aria-label={text.frame.navigation} onClose={close}>
      <nav className="sheet-body" aria-label={text.frame.navigation}>
        <div className="sidebar-head">
          <Link href={ROUTES.home} className="brand" aria-label={text.page.home} onClick={close}>
            <Mark />
            <span className="side-word">Weft</span>
          </Link>
          <button type="button" className="icon-button" aria-label={text.common.close} onClick={close}>
            <X aria-hidden="true" size={16} />
          </button>
        </div>
        <Navigation here={here} narrow={false} onChoose={close} />
      </nav>
    </Modal>
  );
}
