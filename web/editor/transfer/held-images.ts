import type { GivenImage } from '../images/commands.ts';

/** Bytes of an image that shows something: less has what pages are counted and spaced with. */
const SMALLEST = 100;

/** Whether an image's address is the image itself. */
export function holdsImage(address: string): boolean {
  return address.startsWith('data:image/');
}

/** The image that an address holds whole; null where it can't be read. */
export function heldImage(address: string): Blob | null {
  const [head = '', body = ''] = [address.slice(5, address.indexOf(',')), address.slice(address.indexOf(',') + 1)];
  const isBase64 = head.endsWith(';base64');
  try {
    const bytes = isBase64 ? Uint8Array.from(atob(body), (character) => character.charCodeAt(0)) : decodeURIComponent(body);
    return new Blob([bytes], { type: head.split(';')[0] ?? '' });
  } catch {
    // Whoever made the page may have written anything there.
    return null;
  }
}

/** Takes the images out of a page that it holds whole, in their order. */
export function takeImages(page: Document): readonly GivenImage[] {
  const images: GivenImage[] = [];
  for (const image of page.querySelectorAll('img')) {
    const address = image.getAttribute('src') ?? '';
    const blob = holdsImage(address) ? heldImage(address) : null;
    if (blob === null) continue;
    const line = image.closest('p');
    image.remove();
    if (line?.textContent?.trim() === '' && line.querySelector('img') === null) line.remove();
    const alt = image.getAttribute('alt') ?? '';
    if (blob.size >= SMALLEST) images.push({ file: new File([blob], alt, { type: blob.type }), alt });
  }
  return images;
}
