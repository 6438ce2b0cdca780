/** The stop of something, made safe to call twice: Yjs complains of listeners that are taken away again. */
export function once(stop: () => void): () => void {
  let done = false;
  return () => {
    if (!done) stop();
    done = true;
  };
}
