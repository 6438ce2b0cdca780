/** Lines that are looked at: what comes behind them doesn't change what it is. */
const LOOKED_AT = 300;

const FENCE = /^ {0,3}(```|~~~)/;
const HEADING = /^#{1,6} \S/;
const ITEM = /^\s*(?:[-*+]|\d{1,4}[.)]) \S/;
const QUOTE = /^> ?\S/;
const TABLE = /^\|? *:?-{3,}:? *(\| *:?-{3,}:? *)+\|?$/;
const INLINE = /\*\*\S[^*]*\*\*|\[[^\]]+\]\((?:https?:|\/|#)[^)]*\)/;

/**
 * Whether plain text clearly is Markdown: several of its lines are marked as blocks, in a way that neither prose nor programs are. In doubt it isn't:
 * text that stays as it is can be changed by hand, one that became something else is a surprise.
 */
export function looksLikeMarkdown(text: string): boolean {
  const lines = text.split(/\r\n?|\n/, LOOKED_AT);
  let [marked, fences, tables, inline] = [0, 0, 0, 0];
  let isCode = false;
  for (const [at, line] of lines.entries()) {
    if (FENCE.test(line)) {
      isCode = !isCode;
      fences++;
    }
    if (isCode) continue;
    if (HEADING.test(line)) {
      // A comment of a program has its code right below.
      if (isBlank(lines[at + 1]) || HEADING.test(lines[at + 1] ?? '') || ITEM.test(lines[at + 1] ?? '')) marked++;
    } else if (ITEM.test(line)) marked++;
    else if (QUOTE.test(line)) marked++;
    else if (TABLE.test(line) && lines[at - 1]?.includes('|') === true) tables++;
    if (INLINE.test(line)) inline++;
  }
  if (isDiff(lines)) return false;
  if (fences >= 2 || tables > 0) return true;
  return marked >= 2 || (marked === 1 && inline > 0);
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}

/** Changes of a program, as `diff` tells them. */
function isDiff(lines: readonly string[]): boolean {
  return lines.some((line) => /^(@@ -\d|diff --git |\+\+\+ )/.test(line));
}
