import type { Provider, UserState } from '@lexical/yjs';
import type { Awareness } from 'y-protocols/awareness';

const NOBODY = new Map<number, UserState>();
const NOTHING = (): void => {};

/**
 * What Lexical's binding needs of a provider: a place to publish the selection. It sees nobody else, so it draws no
 * carets (ours are in remote-carets.tsx), and of what it writes only the two positions are taken, so that the other
 * fields of the awareness state stay ours.
 * @param $isShown whether the editor shows that place; the binding would put the selection into a node that has gone
 */
export function bindingProvider(awareness: Awareness, $isShown: (position: UserState['anchorPos']) => boolean): Provider {
  const $localState = (): UserState | null => {
    const state = awareness.getLocalState() as UserState | null;
    if (state === null || ($isShown(state.anchorPos) && $isShown(state.focusPos))) return state;
    return { ...state, anchorPos: null, focusPos: null };
  };
  return {
    awareness: {
      getLocalState: $localState,
      getStates: () => NOBODY,
      setLocalState: (state) => publish(awareness, state?.anchorPos ?? null, state?.focusPos ?? null),
      setLocalStateField: NOTHING,
      on: NOTHING,
      off: NOTHING,
    },
    connect: NOTHING,
    disconnect: NOTHING,
    on: NOTHING,
    off: NOTHING,
  };
}

/** Tells the others where the selection is. */
export function publish(awareness: Awareness, anchorPos: UserState['anchorPos'], focusPos: UserState['focusPos']): void {
  const state = awareness.getLocalState();
  if (state !== null) awareness.setLocalState({ ...state, anchorPos, focusPos });
}
