import fastifySwagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import type { OpenAPIV3_1 } from 'openapi-types';
import { z } from 'zod';
import { SESSION_COOKIE } from '../access/accounts.ts';
import { namedSchemas, refer } from './schemas/named.ts';

export const TAGS = [
  { name: 'Session', description: 'Who is asking: signing in, devices, access tokens.' },
  { name: 'Projects', description: 'Projects, who is in them, what happened.' },
  { name: 'Members', description: 'Who belongs to a project, and as what.' },
  { name: 'Invites', description: 'Links that let people in.' },
  { name: 'Documents', description: 'What people write together.' },
  { name: 'Files', description: 'Images of a project. Documents show them.' },
  { name: 'Tasks', description: 'Boards: columns and tasks.' },
  { name: 'Notifications', description: 'One’s own inbox.' },
  { name: 'Events', description: 'What happens, as a stream or sent to your server.' },
  { name: 'Server', description: 'The server itself.' },
] as const;

const ABOUT =
  'Everything here is shared state: what a call changes is seen at once by everybody who has it open. ' +
  'Times are milliseconds since 1970. Problems are told as RFC 9457 has it; programs decide by their `code`. ' +
  'A request is signed by a session’s cookie or by `Authorization: Bearer` and an access token. A change with a cookie needs an `Origin`.';

/** Collects the routes that are added after this into an OpenAPI document. */
export async function describeRoutes(api: FastifyInstance, version: string): Promise<void> {
  await api.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Weft', version, description: ABOUT, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: '/' }],
      tags: [...TAGS],
      components: {
        schemas: namedSchemas() as Record<string, OpenAPIV3_1.SchemaObject>,
        securitySchemes: {
          cookie: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
          bearer: { type: 'http', scheme: 'bearer', description: 'An access token or a JWT.' },
        },
      },
      security: [{ cookie: [] }, { bearer: [] }],
    },
    transform: createJsonSchemaTransform({ schemaRegistry: z.globalRegistry, zodToJsonConfig: { override } }),
  });
}

/** Named schemas are referred to; `undefined` is no body at all, which is what the collector takes `null` for. */
function override(context: { zodSchema: z.core.$ZodTypes; jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (context.zodSchema._zod.def.type === 'undefined') context.jsonSchema.type = 'null';
  refer(null, context);
}
