/** Puts `text` into the clipboard. @returns false where the browser doesn't allow it, or has none: then people must copy it themselves */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
