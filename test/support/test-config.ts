import type { Config } from '../../server/config.ts';

/** A server of a test's own, at any port, for anyone. */
export const TEST_CONFIG: Config = {
  host: '127.0.0.1',
  port: 0,
  data: '/nowhere',
  auth: 'open',
  jwt: null,
  allowOrigins: [],
  allowIps: [],
  trustProxies: [],
  privateWebhooks: false,
  limits: {},
  debug: false,
};
