import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../ops/metrics.ts';

/** `/metrics`: what Prometheus scrapes. */
export function addMetrics(app: FastifyInstance, metrics: Metrics): void {
  app.get('/metrics', async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.text()),
  );
}
