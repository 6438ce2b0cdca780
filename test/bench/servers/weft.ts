/** Weft as it is started by its command line, in a process of the bench: `weft.js <data folder> [pages]`. */
import { fileURLToPath } from 'node:url';
import { startServer } from '../../../server/server.ts';
import { TEST_CONFIG } from '../../support/test-config.ts';
import { serve } from './serve.ts';

/** The bench asks how fast it can be, not how fast one connection may be. */
const UNLIMITED = { framesPerSecond: 1e9, frameBurst: 1e9, connectionsPerUser: 1e9 };

/** The built app, as it lies beside the compiled bench. */
const WEB = fileURLToPath(new URL('../../../../web', import.meta.url));

const [data = '', pages] = process.argv.slice(2);
const server = await startServer({ ...TEST_CONFIG, data, limits: UNLIMITED }, { web: pages === undefined ? null : WEB });
serve(server.port, () => server.stop());
