import type { ServiceStatus } from '../client/service-types.ts';
import { useKit } from './kit-context.ts';
import { useStoreOr } from './use-store.ts';

export type { ServiceStatus };

/** How the service as a whole is connected. */
export function useServiceStatus(): ServiceStatus {
  return useStoreOr<ServiceStatus>(useKit()?.service.status, 'idle');
}
