import type { FastifyInstance } from 'fastify';

export type ListenErrorCode = 'listen.taken' | 'listen.forbidden' | 'listen.address';

/** The address that can't be listened on. `message` says what happened, why, and what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly code: ListenErrorCode;

  constructor(code: ListenErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Listens. @throws ListenError where the system says why it can't be */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw explain(error, host, port);
  }
}

function explain(cause: unknown, host: string, port: number): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  switch (code) {
    case 'EADDRINUSE':
      return new ListenError(
        'listen.taken',
        `Port ${port} on ${host} is taken by another program. Stop that one, or choose another port with --port.`,
        { cause },
      );
    case 'EACCES':
      return new ListenError('listen.forbidden', `This user may not listen on port ${port}. Choose one above 1023 with --port.`, { cause });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new ListenError('listen.address', `${host} is no address of this machine. Use --host 127.0.0.1, or one that it has.`, {
        cause,
      });
    default:
      return cause;
  }
}
