import { autoUpdate, computePosition, flip, offset, type Placement, shift, type VirtualElement } from '@floating-ui/dom';
import { type HTMLAttributes, type JSX, useLayoutEffect, useRef } from 'react';
import { useLatest } from '../hooks/use-latest.ts';

/** px between it and what it belongs to, and to the window's edge. */
const GAP = 6;
const EDGE = 8;

export interface FloatingProps extends HTMLAttributes<HTMLDivElement> {
  /** Where the thing is that it stands beside, in the window; null hides it. Asked again whenever something may have moved. */
  readonly anchor: () => DOMRect | null;
  /** An element that scrolls along with that place: its movements are followed. */
  readonly within: HTMLElement | null;
  /** Where it stands if there is room; else on the other side. */
  readonly placement: Placement;
}

/** Something small over the page, beside a place in the text. It takes no focus, and goes where the place goes. */
export function Floating({ anchor, within, placement, className = '', ...rest }: FloatingProps): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const latest = useLatest(anchor);

  useLayoutEffect(() => {
    const floating = element.current;
    if (floating === null) return;
    floating.showPopover();
    const place: VirtualElement = {
      getBoundingClientRect: () => latest.current() ?? new DOMRect(),
      ...(within !== null && { contextElement: within }),
    };
    let current = true;
    const update = async (): Promise<void> => {
      if (latest.current() === null) {
        floating.style.visibility = 'hidden';
        return;
      }
      // Beside its place it moves no further than the window asks for: to the other end of it would be too far.
      const middleware = [offset(GAP), flip({ padding: EDGE, crossAxis: false }), shift({ padding: EDGE })];
      const { x, y } = await computePosition(place, floating, { placement, strategy: 'fixed', middleware });
      if (current) Object.assign(floating.style, { left: `${x}px`, top: `${y}px`, visibility: 'visible' });
    };
    const stop = autoUpdate(place, floating, () => void update(), { animationFrame: false });
    return () => {
      current = false;
      stop();
    };
  });

  return <div ref={element} popover="manual" className={`weft-root floating ${className}`} {...rest} />;
}
