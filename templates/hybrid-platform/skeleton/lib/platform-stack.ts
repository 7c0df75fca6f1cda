import { PermissionsBoundary, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config, PlatformConfig, ServiceConfig } from './config';
import { TAGS } from './tags';

/** What every stack of the platform has in common: its account, names and tags. */
export abstract class PlatformStack extends Stack {
  readonly platform: PlatformConfig;
  readonly services: readonly ServiceConfig[];

  constructor(scope: Construct, id: string, config: Config, purpose: string) {
    const { platform, services } = config;
    const boundary = platform.deploy.permissionsBoundary;
    super(scope, id, {
      stackName: `${platform.id}-${id.toLowerCase()}`,
      description: `${platform.name}: ${purpose}`,
      env: { account: platform.account, region: platform.region },
      permissionsBoundary: boundary
        ? PermissionsBoundary.fromName(boundary)
        : undefined,
    });
    this.platform = platform;
    this.services = services;
    Tags.of(this).add(TAGS.platform, platform.id);
    Tags.of(this).add('owner', platform.owner);
  }

  /**
   * From the configuration: asking the account for its zones would need credentials at
   * synth, and the answer may change under a VPC that exists.
   */
  override get availabilityZones(): string[] {
    return this.platform.availabilityZones;
  }
}
