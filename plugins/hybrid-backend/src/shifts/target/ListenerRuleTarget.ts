import type {
  Site,
  SiteTraffic,
  TargetCounts,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../../aws/PlatformAws';
import {
  readWeights,
  withWeights,
  type SiteTargetGroups,
} from '../../aws/rule/weights';
import { HybridError } from '../../errors';
import { readSiteTraffic } from '../../platforms/detail';
import type { ShiftTarget, WeightsReading } from './ShiftTarget';

/** A service that one listener rule of an Application Load Balancer routes. */
export class ListenerRuleTarget implements ShiftTarget {
  constructor(
    private readonly aws: PlatformAws,
    private readonly service: {
      ruleArn: string;
      targetGroups: SiteTargetGroups;
    },
  ) {}

  async read(): Promise<WeightsReading> {
    const { ruleArn, targetGroups } = this.service;
    const { rule, requestId } = await this.aws.rule(ruleArn);
    const { weights, problem } = readWeights(rule, targetGroups);
    if (problem) throw new HybridError(problem);
    return {
      weights,
      requestId,
      write: wanted =>
        this.aws.writeRuleActions(
          ruleArn,
          withWeights(rule, targetGroups, wanted),
        ),
    };
  }

  tags(): Promise<Record<string, string>> {
    return this.aws.tags(this.service.ruleArn);
  }

  setTag(key: string, value: string): Promise<void> {
    return this.aws.setTag(this.service.ruleArn, key, value);
  }

  removeTag(key: string): Promise<void> {
    return this.aws.removeTag(this.service.ruleArn, key);
  }

  health(site: Site): Promise<TargetCounts> {
    return this.aws.targets(this.service.targetGroups[site]);
  }

  traffic(window: {
    from: Date;
    to: Date;
  }): Promise<Record<Site, SiteTraffic>> {
    return readSiteTraffic(this.aws, this.service, window);
  }
}
