import { isSafeAddress } from '../../../shared/lexical/schema.ts';
import { wordLists } from './word-lists.ts';

/** Nothing of these is text of the page. */
const NO_TEXT = 'script, style, noscript, template, iframe, object, embed, svg, link, meta, title, select, textarea, audio, video, canvas';

/** What a style may say: the rest is the looks of another page. */
const KEPT_STYLES = [
  'text-align',
  'font-weight',
  'font-style',
  'text-decoration',
  'text-decoration-line',
  'vertical-align',
  'text-transform',
  'white-space',
  'padding-inline-start',
];

/**
 * Tidies a page that came by the clipboard or in a file, before the editor reads it: structure and formats stay, looks, scripts and what only Word or
 * Google Docs understand go. The page is one that a DOMParser made: nothing of it runs or is loaded.
 */
export function cleanHtml(dom: Document): void {
  for (const element of dom.querySelectorAll(NO_TEXT)) element.remove();
  const comments = dom.createTreeWalker(dom, NodeFilter.SHOW_COMMENT);
  const gone: Node[] = [];
  while (comments.nextNode() !== null) gone.push(comments.currentNode);
  for (const comment of gone) comment.parentNode?.removeChild(comment);
  wordLists(dom);
  for (const element of dom.querySelectorAll('b[id^="docs-internal-guid"]')) googleDocs(element);
  // Word’s mark of a paragraph’s end.
  for (const element of dom.querySelectorAll('o\\:p')) element.replaceWith(...element.childNodes);
  for (const item of dom.querySelectorAll('li')) checkItem(item);
  for (const list of dom.querySelectorAll('.contains-task-list')) splitList(list);
  for (const code of dom.querySelectorAll('pre > code:only-child')) nameLanguage(code);
  for (const link of dom.querySelectorAll<HTMLElement>('a')) cleanLink(link);
  for (const figure of dom.querySelectorAll('figure[data-file]')) {
    figure.textContent = figure.querySelector('img')?.getAttribute('alt') ?? figure.textContent;
  }
  for (const element of dom.querySelectorAll<HTMLElement>('[style]')) cleanStyle(element);
}

/** Google Docs wraps all in a `b` that makes nothing bold, names the usual direction on each line, and draws the boxes of checklists. */
function googleDocs(around: Element): void {
  for (const line of around.querySelectorAll('[dir="ltr"]')) line.removeAttribute('dir');
  for (const box of around.querySelectorAll('li[role="checkbox"] img')) box.remove();
  around.replaceWith(...around.childNodes);
}

/** An item with a box at its start is one of a checklist, in the form in which the editor knows one. */
function checkItem(item: Element): void {
  const box = item.querySelector('input[type="checkbox"]');
  if (box === null || box.closest('li') !== item || textBefore(item, box) !== '') return;
  item.prepend(box);
  // The gap between a box and its words is no part of these.
  const next = box.nextSibling;
  if (next?.nodeType === Node.TEXT_NODE) next.textContent = next.textContent?.trimStart() ?? '';
  item.classList.add('task-list-item');
  item.parentElement?.classList.add('contains-task-list');
}

/** A list is a checklist or isn't: items of both kinds, as other programs have them in one, are lists behind each other. */
function splitList(list: Element): void {
  const isCheck = (item: Element | undefined): boolean => item?.classList.contains('task-list-item') === true;
  const runs: Element[][] = [];
  for (const item of list.children) {
    const run = runs.at(-1);
    if (run !== undefined && isCheck(run[0]) === isCheck(item)) run.push(item);
    else runs.push([item]);
  }
  if (runs.length < 2) return;
  const lists = runs.map((items) => {
    const part = list.cloneNode() as Element;
    part.classList.toggle('contains-task-list', isCheck(items[0]));
    part.append(...items);
    return part;
  });
  list.replaceWith(...lists);
}

function textBefore(around: Element, inner: Element): string {
  const range = around.ownerDocument.createRange();
  range.setStart(around, 0);
  range.setEndBefore(inner);
  return range.toString().trim();
}

/** Pages name the language of a block of code in a class of what is inside it, the editor at the block. */
function nameLanguage(code: Element): void {
  const language = /(?:^|\s)lang(?:uage)?-([a-z0-9+#.-]{1,40})(?:\s|$)/.exec(code.className.toLowerCase())?.[1];
  if (language === undefined || !(code.parentElement instanceof HTMLElement)) return;
  code.parentElement.dataset.language ??= language;
  code.replaceWith(...code.childNodes);
}

/** A link looks like one by itself; one that leads nowhere safe is its words. */
function cleanLink(link: HTMLElement): void {
  const address = link.getAttribute('href');
  if (address === null || address.startsWith('#') || !isSafeAddress(address)) return link.replaceWith(...link.childNodes);
  for (const line of link.querySelectorAll('u')) line.replaceWith(...line.childNodes);
  for (const part of [link, ...link.querySelectorAll<HTMLElement>('[style]')]) {
    if (!/line-through/.test(part.style.textDecoration)) part.style.removeProperty('text-decoration');
  }
  const around = link.parentElement;
  if (around?.tagName === 'U' && around.childNodes.length === 1) around.replaceWith(link);
}

function cleanStyle(element: HTMLElement): void {
  const kept = KEPT_STYLES.map((name) => [name, element.style.getPropertyValue(name)] as const).filter(([, value]) => value !== '');
  element.removeAttribute('style');
  for (const [name, value] of kept) element.style.setProperty(name, value);
}
