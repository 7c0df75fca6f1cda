import type { World } from '../model';
import { createAwsEndpoint, type AwsEndpointOptions } from '../aws';

interface ClientSettings {
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  requestHandler: any;
  maxAttempts: number;
}

/**
 * An endpoint in this process, and what an SDK client needs to call it. Clients do not
 * retry unless a test says so.
 */
export function inProcessAws(
  world: World,
  options: Omit<AwsEndpointOptions, 'world'> = {},
) {
  const endpoint = createAwsEndpoint({ world, ...options });
  const settings: ClientSettings = {
    region: world.region,
    credentials: { accessKeyId: 'AKIATESTER', secretAccessKey: 'secret' },
    requestHandler: endpoint.requestHandler,
    maxAttempts: 1,
  };
  return { ...endpoint, settings };
}
