import type { RootConfigService } from '@backstage/backend-plugin-api';
import type {
  MetricsService,
  TracingService,
} from '@backstage/backend-plugin-api/alpha';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import type { PlatformConfig } from '../config';
import { awsInstruments } from './instruments';
import { createAwsClients } from './clients';
import { PlatformAws } from './PlatformAws';
import { readRequestLimits } from '../config/requestLimits';

/**
 * AWS as each configured platform has it, with the credentials that Backstage's AWS
 * integration has for its account.
 */
export function createPlatformAws(options: {
  platforms: PlatformConfig[];
  config: RootConfigService;
  metrics: MetricsService;
  tracing: TracingService;
}): (platformId: string) => PlatformAws {
  const credentials = DefaultAwsCredentialsManager.fromConfig(options.config);
  const limits = readRequestLimits(options.config);
  const instrument = awsInstruments(options.metrics, options.tracing);
  const byId = new Map(
    options.platforms.map(platform => [
      platform.id,
      new PlatformAws(
        platform,
        createAwsClients(
          platform,
          credentials,
          limits,
          instrument(platform.id),
        ),
      ),
    ]),
  );
  return platformId => byId.get(platformId)!;
}
