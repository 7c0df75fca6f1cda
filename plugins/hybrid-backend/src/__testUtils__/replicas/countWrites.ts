import type { TestPlatform } from '@hybrid-platform/sandbox/testing';
import { SERVICES } from '../services';

/** The AWS weights that AWS is asked to write from now on, by service. */
export function countWrites(
  platform: TestPlatform,
  written?: (service: string) => void,
): Map<string, number[]> {
  const writes = new Map<string, number[]>(
    SERVICES.map(service => [service, []]),
  );
  platform.onCall((operation, input) => {
    if (operation !== 'ModifyRule') return;
    const service = SERVICES.find(
      name => platform.ruleArn(name) === input.RuleArn,
    )!;
    writes.get(service)!.push(awsWeight(platform, service, input.Actions));
    written?.(service);
  });
  return writes;
}

function awsWeight(
  platform: TestPlatform,
  service: string,
  actions: unknown,
): number {
  const [group] = [...platform.world.tags].find(
    ([arn, tags]) =>
      arn.includes(':targetgroup/') &&
      tags.get('hybrid-platform:service') === service &&
      tags.get('hybrid-platform:site') === 'aws',
  )!;
  const tuple = (actions as Action[])
    .flatMap(({ ForwardConfig }) => ForwardConfig?.TargetGroups ?? [])
    .find(({ TargetGroupArn }) => TargetGroupArn === group);
  if (!tuple) throw new Error(`${service} is written without its AWS group`);
  return Number(tuple.Weight);
}

interface Action {
  ForwardConfig?: {
    TargetGroups: { TargetGroupArn: string; Weight: number }[];
  };
}
