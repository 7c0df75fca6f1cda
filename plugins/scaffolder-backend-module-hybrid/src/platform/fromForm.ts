import type { JsonObject, JsonValue } from '@backstage/types';

/** A platform's configuration files as data, not checked yet. */
export interface ConfigFiles {
  platform: JsonObject;
  services: JsonObject[];
}

type Values = { [name: string]: JsonValue | undefined };

/**
 * The configuration that the values of the template's form stand for. Where the form offers a
 * choice, what was filled in under another answer is left out: a form keeps such values when
 * somebody changes their mind. Unknown names inside a section are kept, and so refused later.
 */
export function fromForm(values: JsonObject): ConfigFiles {
  const { id, name, owner, account, region } = values;
  const { network, cluster, failover, addOns } = values;
  return {
    platform: present({
      id,
      name,
      owner,
      account,
      region,
      availabilityZones: zones(values),
      network,
      vpn: inSection(values.vpn, vpn => ({
        ...vpn,
        tunnels: listOrNone(vpn.tunnels),
        bgp: vpn.routing === 'bgp' ? vpn.bgp : undefined,
      })),
      cluster,
      data: inSection(values.data, data => ({
        ...data,
        replication: replication(data.replication),
      })),
      traffic: inSection(values.traffic, ({ certificate, ...traffic }) =>
        certificate === 'new'
          ? { ...traffic, certificateArn: undefined }
          : traffic,
      ),
      dns: inSection(values.dns, ({ zone, ...dns }) => ({
        ...dns,
        hostedZone: zone === 'new' ? undefined : dns.hostedZone,
        secondaryAddresses: listOrNone(dns.secondaryAddresses),
      })),
      failover,
      schedule: inSection(values.schedule, schedule =>
        schedule.mode === 'always-on' ? { mode: 'always-on' } : schedule,
      ),
      addOns,
      deploy: deploy(values),
    }),
    services: values.addService ? [service(values)] : [],
  };
}

/** The form asks for the letters of the zones, which stay right when the Region changes. */
function zones({ region, zones: letters }: JsonObject): JsonValue | undefined {
  return Array.isArray(letters)
    ? letters.map(letter => `${region}${letter}`)
    : letters;
}

/** A form gives a list that nobody has touched as an empty one. */
function listOrNone(value: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(value) && value.length === 0 ? undefined : value;
}

function replication(values: JsonValue | undefined): JsonValue | undefined {
  const chosen = inSection(values, section => ({
    ...section,
    ...(section.mode === 'serverless'
      ? { instanceClass: undefined }
      : { maxCapacityUnits: undefined }),
  }));
  return isObject(chosen) && chosen.enabled === false ? undefined : chosen;
}

/** The workflow of a repository on GitHub may deploy. */
function deploy(values: JsonObject) {
  const githubRepository =
    values.destination === 'github'
      ? repositoryOf(values.repoUrl)
      : values.githubRepository;
  return githubRepository === undefined
    ? values.deploy
    : present({
        ...(isObject(values.deploy) ? values.deploy : {}),
        githubRepository,
      });
}

function repositoryOf(repoUrl: JsonValue | undefined): JsonValue | undefined {
  // As RepoUrlPicker writes it: github.com?owner=example&repo=shop-platform
  const query = new URLSearchParams(String(repoUrl).split('?')[1]);
  const owner = query.get('owner');
  const repo = query.get('repo');
  return owner && repo ? `${owner}/${repo}` : repoUrl;
}

/** The first service of a platform, so that it has traffic to begin with. */
function service({ service: values, dns }: JsonObject): JsonObject {
  const { name, entity, host, onPremAddresses, port, weights, ...unknown } =
    isObject(values) ? values : {};
  const domain = isObject(dns) ? dns.domain : undefined;
  return present({
    name,
    entity: entity ?? `component:default/${name}`,
    priority: 10,
    hosts: [host ?? `${name}.${domain}`],
    onPrem: present({ addresses: onPremAddresses, port }),
    aws: present({ port }),
    weights,
    ...unknown,
  });
}

/** Changes a section that is one; anything else is for the schema to refuse. */
function inSection(
  value: JsonValue | undefined,
  change: (section: Values) => Values,
): JsonValue | undefined {
  return isObject(value) ? present(change(value)) : value;
}

function present(values: Values): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as JsonObject;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
