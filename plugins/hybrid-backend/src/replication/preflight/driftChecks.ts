import type { PreflightCheck } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { failed, passed, unknown, warning } from './check';
import { valueOf, type DatabaseFacts, type PreflightFacts } from './facts';
import { sameValue } from './variables';

/** Whether what runs is what was deployed, and the same on both sites. */
export function driftChecks({
  source,
  target,
}: PreflightFacts): PreflightCheck[] {
  return [
    ...checkParameters(source),
    ...checkParameters(target),
    ...checkAlike(source, target),
  ];
}

/** The parameter group against what the database runs with. */
function checkParameters({
  role,
  rds,
  mariaDb,
}: DatabaseFacts): PreflightCheck[] {
  const instance = valueOf(rds);
  if (!instance?.parameterGroup) return [];
  const { name, status } = instance.parameterGroup;
  const of = {
    id: `${role}-parameter-drift`,
    title: `The ${role} runs with the parameters of its group`,
  };
  if ('why' in instance.parameters) {
    return [
      unknown(
        of,
        `Not known: ${instance.parameters.why}.`,
        'Allow rds:DescribeDBParameters to the role of the backend.',
      ),
    ];
  }
  const server = valueOf(mariaDb);
  const different = [...instance.parameters.value].flatMap(([key, value]) => {
    const actual = server?.variables.get(key);
    // Braces are a formula that RDS works out.
    return actual === undefined ||
      value.includes('{') ||
      sameValue(actual, value)
      ? []
      : [`${key} is ${actual} and not ${value}`];
  });
  const reboot = `Reboot ${instance.identifier}, so that the parameter group ${name} takes effect.`;
  if (different.length > 0) {
    return [
      failed(
        of,
        `SHOW GLOBAL VARIABLES against ${name}: ${different.join(', ')}.`,
        status === 'in-sync'
          ? `Somebody changed it in the running database: set it back, or deploy what it should be. ${reboot}`
          : reboot,
      ),
    ];
  }
  const evidence = `DescribeDBInstances: ${name} is ${status}.`;
  if (status !== 'in-sync') return [warning(of, evidence, reboot)];
  return [
    passed(
      of,
      server
        ? `${evidence} SHOW GLOBAL VARIABLES has the values of the group.`
        : evidence,
    ),
  ];
}

/** What differs between two servers changes values on their way. */
function checkAlike(
  source: DatabaseFacts,
  target: DatabaseFacts,
): PreflightCheck[] {
  const from = valueOf(source.mariaDb)?.variables;
  const to = valueOf(target.mariaDb)?.variables;
  if (!from || !to) return [];
  const pairs = (
    [
      ['character set', variable('character_set_server')],
      ['collation', variable('collation_server')],
      ['time zone', timeZone],
    ] as const
  ).map(([what, read]) => ({ what, from: read(from), to: read(to) }));
  const of = { id: 'alike', title: 'Both databases read values alike' };
  const evidence = (each: (typeof pairs)[number]) =>
    `${each.what} ${each.from} and ${each.to}`;
  const isKnown = (each: (typeof pairs)[number]) =>
    each.from !== undefined && each.to !== undefined;
  const different = pairs.filter(
    each => isKnown(each) && each.from !== each.to,
  );
  const notKnown = pairs.filter(each => !isKnown(each));
  if (different.length === 0 && notKnown.length > 0) {
    return [
      unknown(
        of,
        `Not known of both: ${notKnown.map(({ what }) => what).join(', ')}.`,
        'Compare them on both databases by SHOW GLOBAL VARIABLES.',
      ),
    ];
  }
  return [
    different.length === 0
      ? passed(of, `Source and target: ${pairs.map(evidence).join(', ')}.`)
      : warning(
          of,
          `Source and target differ: ${different.map(evidence).join(', ')}.`,
          'Set the same on both: otherwise text and TIMESTAMP values may change on their way.',
        ),
  ];
}

function variable(name: string) {
  return (variables: Map<string, string>) => variables.get(name);
}

function timeZone(variables: Map<string, string>): string | undefined {
  const zone = variables.get('time_zone');
  return zone === 'SYSTEM' ? variables.get('system_time_zone') : zone;
}
