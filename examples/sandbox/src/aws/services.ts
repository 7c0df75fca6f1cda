import type { World } from '../model';
import type { Service } from '../wire';
import { cloudTrail } from './cloudtrail';
import { createTrail } from './cloudtrail/trail';
import { cloudWatch } from './cloudwatch';
import { dms } from './dms';
import { elbv2 } from './elbv2';
import { lambda } from './lambda';
import { rds } from './rds';
import { route53 } from './route53';
import { sts } from './sts';
import { tagging } from './tagging';
import { worldsByRegion } from './worlds';

/** What changes listener rules and what they forward to: their history is asked for. */
const RECORDED = [
  'ModifyRule',
  'CreateRule',
  'DeleteRule',
  'AddTags',
  'RemoveTags',
  'DeleteListener',
  'DeleteTargetGroup',
];

type Make = () => Service | Promise<Service>;

/** Every service of the sandbox by its signing name, each made when first called. */
export function awsServices(world: World): ReadonlyMap<string, Make> {
  const worldOf = worldsByRegion(world);
  const trail = createTrail();
  const services: Record<string, Make> = {
    cloudtrail: () => cloudTrail(trail, world.accountId),
    dms: () => dms(worldOf),
    // EC2's client takes more memory than all the others together, so it is loaded late;
    // by require, because Jest cannot do import() without a flag of Node's.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    ec2: () => (require('./ec2') as typeof import('./ec2')).ec2(worldOf),
    elasticloadbalancing: () => trail.watch(elbv2(worldOf), RECORDED),
    lambda: () => lambda(worldOf),
    monitoring: () => cloudWatch(worldOf),
    rds: () => rds(worldOf),
    route53: () => route53(world),
    sts: () => sts(worldOf),
    tagging: () => tagging(world),
  };
  return new Map(
    Object.entries(services).map(([name, make]) => [name, once(make)]),
  );
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
