/** Weft as it is started by its command line, in a process of the bench: `weft.js <data folder>`. */
import { startServer } from '../../../server/server.ts';
import { TEST_CONFIG } from '../../support/test-config.ts';
import { serve } from './serve.ts';

const [data = ''] = process.argv.slice(2);
const server = await startServer({ ...TEST_CONFIG, data }, { web: null });
serve(server.port, () => server.stop());
