import type { Box, RemoteSelection } from './remote-selections.ts';

/** px from the edge of one name to that of the next where two would cover each other. */
const BETWEEN = 2;

/** What is drawn of one person. */
interface Drawn {
  readonly group: HTMLElement;
  readonly caret: HTMLElement;
  readonly boxes: HTMLElement[];
  label: HTMLElement;
  /** px, measured once for each name. */
  size: { readonly name: string; readonly width: number; readonly height: number } | null;
  place: string;
}

/**
 * Draws carets, selections and names into an element. By hand and not by React, whose every commit looks where the caret is among all nodes of
 * the text: in a long document that would cost more than the drawing.
 */
export class CaretLayer {
  readonly #element: HTMLElement;
  readonly #drawn = new Map<number, Drawn>();

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  draw(selections: readonly RemoteSelection[]): void {
    const shown = new Set(selections.map(({ clientId }) => clientId));
    for (const [clientId, { group }] of this.#drawn) {
      if (shown.has(clientId)) continue;
      group.remove();
      this.#drawn.delete(clientId);
    }
    for (const selection of selections) this.#show(selection);
    // All names are in the page before the first is measured: that lays the page out once.
    const sized = selections.map((selection) => [selection, this.#sizeOf(selection)] as const);
    this.#placeLabels(sized);
  }

  clear(): void {
    this.draw([]);
  }

  #show({ clientId, name, hue, caret, selection, label, place }: RemoteSelection): void {
    const drawn = this.#drawn.get(clientId) ?? this.#add(clientId);
    drawn.group.style.setProperty('--hue', String(hue));
    if (drawn.place !== place) {
      // A new place is a new label, whose fading starts anew.
      const fresh = part('span', 'remote-name');
      drawn.label.replaceWith(fresh);
      drawn.label = fresh;
      drawn.place = place;
    }
    if (drawn.label.textContent !== name) drawn.label.textContent = name;
    drawn.label.className = `remote-name${label.below ? ' remote-name-below' : ''}${label.leftwards ? ' remote-name-leftwards' : ''}`;
    drawn.caret.dataset.caret = name;
    drawn.caret.hidden = caret === null;
    if (caret !== null) put(drawn.caret, { ...caret, width: 2 });
    while (drawn.boxes.length > selection.length) drawn.boxes.pop()?.remove();
    for (const [at, box] of selection.entries()) {
      let element = drawn.boxes[at];
      if (element === undefined) {
        element = part('div', 'remote-selection');
        drawn.boxes.push(element);
        drawn.caret.before(element);
      }
      put(element, box);
    }
  }

  #add(clientId: number): Drawn {
    const group = part('div', '');
    const caret = part('div', 'remote-caret');
    const label = part('span', 'remote-name');
    caret.append(label);
    group.append(caret);
    this.#element.append(group);
    const drawn: Drawn = { group, caret, label, boxes: [], size: null, place: '' };
    this.#drawn.set(clientId, drawn);
    return drawn;
  }

  #sizeOf({ clientId, name, caret }: RemoteSelection): Drawn['size'] {
    const drawn = this.#drawn.get(clientId);
    if (drawn === undefined || caret === null) return null;
    if (drawn.size?.name !== name) drawn.size = { name, width: drawn.label.offsetWidth, height: drawn.label.offsetHeight };
    return drawn.size;
  }

  /** Names at one place stand above each other, in an order that stays. */
  #placeLabels(sized: readonly (readonly [RemoteSelection, Drawn['size']])[]): void {
    const placed: Box[] = [];
    const ordered = [...sized].sort(([a], [b]) => a.clientId - b.clientId);
    for (const [{ clientId, caret, label }, size] of ordered) {
      if (caret === null || size === null) continue;
      const { width, height } = size;
      const left = label.leftwards ? caret.left + 2 - width : caret.left;
      const step = height + BETWEEN;
      const boxAt = (level: number): Box => ({
        ...{ left, width, height },
        top: label.below ? caret.top + caret.height + level * step : caret.top - height - level * step,
      });
      let level = 0;
      while (level < sized.length && placed.some((other) => overlap(other, boxAt(level)))) level += 1;
      placed.push(boxAt(level));
      this.#drawn.get(clientId)?.label.style.setProperty('--away', `${level * step}px`);
    }
  }
}

function part(name: 'div' | 'span', className: string): HTMLElement {
  const element = document.createElement(name);
  element.className = className;
  return element;
}

function put({ style }: HTMLElement, { left, top, width, height }: Box): void {
  style.transform = `translate(${left}px, ${top}px)`;
  style.width = `${width}px`;
  style.height = `${height}px`;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}
