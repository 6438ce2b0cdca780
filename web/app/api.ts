import { createApi } from '../client/api.ts';

/** The API of the server that this page came from. */
export const api = createApi();
