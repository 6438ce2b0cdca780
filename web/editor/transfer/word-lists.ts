/*
 * Word’s lists, as it puts them on the clipboard: paragraphs that tell in their style which level of a list they are, each with its sign or number
 * as text. Browsers know nothing of that.
 */

interface Item {
  readonly paragraph: HTMLElement;
  readonly level: number;
  /** The number it begins with; null where it has a sign. */
  readonly number: number | null;
}

const LIST = /mso-list:\s*l\d+\s+level(\d+)/i;
const SIGN = /mso-list:\s*ignore/i;
const NUMBER = /^\(?(\d+|[a-z]{1,5})[.)]/i;

/** Makes lists of Word’s paragraphs. */
export function wordLists(dom: Document): void {
  let run: Item[] = [];
  const close = (): void => {
    const [first] = run;
    if (first !== undefined) {
      const place = dom.createComment('');
      first.paragraph.before(place);
      place.replaceWith(...listsOf(run, dom));
    }
    run = [];
  };
  for (const paragraph of dom.querySelectorAll<HTMLElement>('p, h1, h2, h3, h4, h5, h6')) {
    const item = itemOf(paragraph);
    if (item === null) continue;
    const last = run.at(-1);
    if (last !== undefined && last.paragraph.nextElementSibling !== paragraph) close();
    run.push(item);
  }
  close();
}

function itemOf(paragraph: HTMLElement): Item | null {
  const level = LIST.exec(paragraph.getAttribute('style') ?? '')?.[1];
  if (level === undefined) return null;
  const sign = [...paragraph.querySelectorAll('span')].find((span) => SIGN.test(span.getAttribute('style') ?? ''));
  const shown = sign?.textContent?.trim() ?? '';
  sign?.remove();
  const number = NUMBER.exec(shown)?.[1];
  // What counts in letters or Roman numbers counts from one.
  return {
    paragraph,
    level: Math.min(9, Math.max(1, Number(level))),
    number: number === undefined ? null : Number.parseInt(number, 10) || 1,
  };
}

/** The items as lists inside each other; a list begins anew where signs become numbers. */
function listsOf(items: readonly Item[], dom: Document): HTMLElement[] {
  const made: HTMLElement[] = [];
  const open: { readonly list: HTMLElement; readonly level: number }[] = [];
  for (const { paragraph, level, number } of items) {
    const tag = number === null ? 'UL' : 'OL';
    while ((open.at(-1)?.level ?? 0) > level || (open.at(-1)?.level === level && open.at(-1)?.list.tagName !== tag)) open.pop();
    let list = open.at(-1)?.level === level ? open.at(-1)?.list : undefined;
    if (list === undefined) {
      list = dom.createElement(tag);
      if (number !== null && number > 1) list.setAttribute('start', String(number));
      const around = open.at(-1)?.list;
      if (around === undefined) made.push(list);
      else (around.lastElementChild ?? around).append(list);
      open.push({ list, level });
    }
    const item = dom.createElement('li');
    item.append(...paragraph.childNodes);
    list.append(item);
    paragraph.remove();
  }
  return made;
}
