import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { DatabaseMigrationServiceClient } from '@aws-sdk/client-database-migration-service';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { RDSClient } from '@aws-sdk/client-rds';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Route53Client } from '@aws-sdk/client-route-53';
import type {
  AwsCredentialProvider,
  AwsCredentialsManager,
} from '@backstage/integration-aws-node';
import type { PlatformConfig } from '../config';
import { withTimeout } from '../durable/withTimeout';
import { HybridError } from '../errors';
import { classifyAwsFailure } from './failures';
import { cloudTrailSdk, dmsSdk, ec2Sdk, rdsSdk, route53Sdk } from './largeSdks';
import { paced } from './pacedClient';
import { Pacing } from './pacing';
import type { RequestLimits } from '../config/requestLimits';

/** The SDK clients of one platform. Each is made when it is first used, and kept. */
export interface AwsClients {
  /** What the load balancers' client waits for before each call. */
  pacing: Pacing;
  cloudTrail(): Promise<CloudTrailClient>;
  cloudWatch(): Promise<CloudWatchClient>;
  dms(): Promise<DatabaseMigrationServiceClient>;
  ec2(): Promise<EC2Client>;
  loadBalancing(): Promise<ElasticLoadBalancingV2Client>;
  rds(): Promise<RDSClient>;
  tagging(): Promise<ResourceGroupsTaggingAPIClient>;
  /** Route 53 is global: its hosted zones are tagged in one Region, whatever the platform's. */
  globalTagging(): Promise<ResourceGroupsTaggingAPIClient>;
  route53(): Promise<Route53Client>;
}

interface ClientOptions {
  region: string;
  credentials: AwsCredentialProvider['sdkCredentialProvider'];
  customUserAgent: string;
  maxAttempts: number;
  requestHandler: typeof AWS_TIMEOUTS;
}

const GLOBAL_REGION = 'us-east-1';

/**
 * Without limits, a Region that does not answer would keep people waiting for minutes, and a
 * call that nobody answers would never end. Of a request that takes longer the SDK only warns
 * unless it is told to throw; `socketTimeout` is for an answer that begins and does not go on.
 * Milliseconds.
 */
export const AWS_TIMEOUTS = {
  connectionTimeout: 3_000,
  requestTimeout: 10_000,
  socketTimeout: 10_000,
  throwOnRequestTimeout: true,
};

/** How often the SDK tries one call: with {@link AWS_TIMEOUTS}, a call ends after half a minute. */
const MAX_ATTEMPTS = 3;

/** Credentials may take a call to AWS STS, or to whatever provides them, of their own. */
const CREDENTIALS_WITHIN = MAX_ATTEMPTS;

/**
 * Makes the clients of a platform with the credentials that Backstage's AWS integration has
 * for its account.
 */
export function createAwsClients(
  platform: PlatformConfig,
  credentialsManager: AwsCredentialsManager,
  limits?: RequestLimits,
  /** Applied to every client, to count and trace its calls. */
  instrument: <T extends object>(client: T) => T = client => client,
): AwsClients {
  const pacing = new Pacing(limits);
  const options = async (region: string): Promise<ClientOptions> => {
    const { sdkCredentialProvider } =
      await credentialsManager.getCredentialProvider({
        accountId: platform.accountId,
      });
    return {
      region,
      credentials: inTime(sdkCredentialProvider),
      customUserAgent: 'hybrid-platform-for-backstage',
      maxAttempts: MAX_ATTEMPTS,
      requestHandler: { ...AWS_TIMEOUTS },
    };
  };
  const lazily = <T extends object>(
    create: (options: ClientOptions) => T,
    region = platform.region,
  ) => once(async () => instrument(create(await options(region))));

  return {
    pacing,
    cloudTrail: lazily(o => new (cloudTrailSdk().CloudTrailClient)(o)),
    cloudWatch: lazily(o => new CloudWatchClient(o)),
    dms: lazily(o => new (dmsSdk().DatabaseMigrationServiceClient)(o)),
    ec2: lazily(o => new (ec2Sdk().EC2Client)(o)),
    loadBalancing: lazily(o =>
      paced(new ElasticLoadBalancingV2Client(o), pacing),
    ),
    rds: lazily(o => new (rdsSdk().RDSClient)(o)),
    tagging: lazily(o => new ResourceGroupsTaggingAPIClient(o)),
    globalTagging: lazily(
      o => new ResourceGroupsTaggingAPIClient(o),
      GLOBAL_REGION,
    ),
    route53: lazily(o => new (route53Sdk().Route53Client)(o)),
  };
}

/** Credentials as their provider gives them, or the failure of one that does not answer. */
function inTime(
  provide: AwsCredentialProvider['sdkCredentialProvider'],
): AwsCredentialProvider['sdkCredentialProvider'] {
  const withinMs = CREDENTIALS_WITHIN * AWS_TIMEOUTS.requestTimeout;
  return properties =>
    withTimeout(provide(properties), withinMs, () => {
      const error = new Error(`No credentials were given in ${withinMs} ms`);
      error.name = 'TimeoutError';
      throw error;
    });
}

/** Remembers success only: credentials that are missing now may be there at the next try. */
function once<T>(create: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= create().catch(error => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** Runs calls to AWS, and throws what they fail with as a problem that people understand. */
export async function callingAws<T>(
  platform: PlatformConfig,
  calls: () => Promise<T>,
): Promise<T> {
  try {
    return await calls();
  } catch (error) {
    if (error instanceof HybridError) throw error;
    throw new HybridError(classifyAwsFailure(error, platform), {
      cause: error,
    });
  }
}
