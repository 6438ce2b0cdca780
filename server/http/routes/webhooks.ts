import type { Webhooks } from '../../workspace/webhooks/webhooks.ts';
import { type Api, route } from '../route.ts';
import { listOf, ProjectPath } from '../schemas/common.ts';
import { NewWebhook, Webhook, WebhookDraft, WebhookPath } from '../schemas/events.ts';

const tag = 'Events';

/** Where a project's events are sent to. */
export function addWebhookRoutes(api: Api, webhooks: Webhooks): void {
  route(api, {
    method: 'GET',
    path: '/projects/:project_id/webhooks',
    may: 'manage',
    tag,
    summary: 'The webhooks of a project',
    params: ProjectPath,
    answer: listOf(Webhook),
    handler: async ({ params }) => ({ items: await webhooks.list(params.project_id), next: null }),
  });

  route(api, {
    method: 'POST',
    path: '/projects/:project_id/webhooks',
    may: 'manage',
    creates: true,
    tag,
    summary: 'Add a webhook',
    description:
      'Events are sent by POST in order, at least once, and again for a day until they are taken with a 2xx. Redirects are not followed.',
    params: ProjectPath,
    body: WebhookDraft,
    status: 201,
    answer: NewWebhook,
    problems: ['webhook.address', 'limit.webhooks', 'store.failing'],
    handler: async ({ params, body, also }) =>
      webhooks.add(
        params.project_id,
        body.url,
        body.types,
        also((made) => made),
      ),
  });

  route(api, {
    method: 'DELETE',
    path: '/projects/:project_id/webhooks/:webhook_id',
    may: 'manage',
    tag,
    summary: 'Remove a webhook',
    params: WebhookPath,
    problems: ['webhook.unknown', 'store.failing'],
    handler: async ({ params }) => {
      await webhooks.remove(params.project_id, params.webhook_id);
      return undefined;
    },
  });
}
