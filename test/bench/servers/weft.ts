/** Weft as it is started by its command line, in a process of the bench: `weft.js <data folder>`. */
import { startServer } from '../../../server/server.ts';
import { serve } from './serve.ts';

const [data = ''] = process.argv.slice(2);
const server = await startServer({ host: '127.0.0.1', port: 0, data, auth: 'open', allowOrigins: [], debug: false }, { web: null });
serve(server.port, () => server.stop());
