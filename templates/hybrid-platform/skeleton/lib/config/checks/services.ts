import { contains } from '../cidr';
import type { PlatformConfig } from '../platform';
import { serviceFile, type ConfigProblem } from '../problem';
import type { ServiceConfig } from '../service';

/** With more, their alarms and outputs are more than a CloudFormation stack takes. */
export const MAX_SERVICES = 90;
/** What ELB takes: condition values per rule, and characters in a name. */
const MAX_CONDITION_VALUES = 5;
const MAX_TARGET_GROUP_NAME = 32;

export function checkServices(
  platform: PlatformConfig,
  services: readonly ServiceConfig[],
): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  services.forEach((service, i) => {
    const report = (path: string, message: string) =>
      problems.push({ file: serviceFile(service.name), path, message });
    for (const other of services.slice(0, i)) {
      compare(service, other, report);
    }
    checkAlone(platform, service, report);
  });
  if (services.length > MAX_SERVICES) {
    problems.push({
      file: 'services',
      path: '',
      message: `${services.length} services are more than the ${MAX_SERVICES} that a platform takes: split it`,
    });
  }
  return problems;
}

type Report = (path: string, message: string) => void;

function compare(a: ServiceConfig, b: ServiceConfig, report: Report) {
  if (a.name === b.name) report('name', `${a.name} is used twice`);
  if (a.priority === b.priority) {
    report('priority', `${a.priority} is the priority of ${b.name} already`);
  }
  // The same host and path in two rules: the lower priority would take it all.
  for (const host of a.hosts) {
    const same = b.hosts.some(h => h.toLowerCase() === host.toLowerCase());
    const path = a.paths.find(p => b.paths.includes(p));
    if (same && path !== undefined) {
      report('hosts', `${host}${path} is routed to ${b.name} already`);
    }
  }
}

function checkAlone(
  { id, network, dns }: PlatformConfig,
  service: ServiceConfig,
  report: Report,
) {
  service.onPrem.addresses.forEach((address, i) => {
    if (!network.onPremCidrs.some(cidr => contains(cidr, address))) {
      report(
        `onPrem.addresses.${i}`,
        `${address} is in none of network.onPremCidrs (${network.onPremCidrs.join(
          ', ',
        )})`,
      );
    }
    if (service.onPrem.addresses.indexOf(address) !== i) {
      report(`onPrem.addresses.${i}`, `${address} is listed twice`);
    }
  });
  service.hosts.forEach((host, i) => {
    const name = host.endsWith(`.${dns.domain}`)
      ? host.slice(0, -dns.domain.length - 1)
      : '';
    if (host !== dns.domain && !/^([a-z0-9-]+|\*)$/i.test(name)) {
      report(
        `hosts.${i}`,
        `${host} must be ${dns.domain} or one name below it, such as ${service.name}.${dns.domain}: the certificate is for these`,
      );
    }
  });
  const values = service.hosts.length + service.paths.length;
  if (values > MAX_CONDITION_VALUES) {
    report(
      'paths',
      `${values} hosts and paths are more than the ${MAX_CONDITION_VALUES} that a rule takes`,
    );
  }
  const longest = `${id}-${service.name}-on-prem`;
  if (longest.length > MAX_TARGET_GROUP_NAME) {
    report(
      'name',
      `the target group's name ${longest} has ${longest.length} characters, AWS takes ${MAX_TARGET_GROUP_NAME}`,
    );
  }
}
