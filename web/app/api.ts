import { createApi } from '../client/api.ts';
import { withOwedSignOut } from './session/owed-sign-out.ts';

/** The API of the server that this page came from. */
export const api = withOwedSignOut(createApi());
