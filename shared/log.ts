/** A structured log: fields first, then a sentence. Fields never hold tokens, cookies or document text. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
