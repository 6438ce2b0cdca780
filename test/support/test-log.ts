import type { Log } from '../../shared/log.ts';

export interface LogEntry {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}

/** A log that a test reads. */
export interface TestLog extends Log {
  readonly entries: readonly LogEntry[];
  /** The errors as text: what no test should cause unless it means to. */
  errors(): string[];
}

export function testLog(): TestLog {
  const entries: LogEntry[] = [];
  const at =
    (level: LogEntry['level']) =>
    (fields: object, message: string): void =>
      void entries.push({ level, fields, message });
  return {
    entries,
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    errors: () => entries.filter(({ level }) => level === 'error').map(({ fields, message }) => `${message} ${tell(fields)}`),
  };
}

function tell(fields: object): string {
  return Object.entries(fields)
    .map(([key, value]) => `${key}: ${value instanceof Error ? (value.stack ?? value.message) : String(value)}`)
    .join(', ');
}
