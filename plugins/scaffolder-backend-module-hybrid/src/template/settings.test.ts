import { tunnelsOf, type PlatformConfig } from '../platform/schema';
import { formFields } from '../__testUtils__/formFields';
import {
  settingsOfDocs,
  settingsOfForm,
  settingsOfSchema,
} from '../__testUtils__/settings/sources';
import type { Setting } from '../__testUtils__/settings/words';

/** Fields of the form that stand for settings by another name. */
const OTHER_NAMES: { [setting: string]: string } = {
  availabilityZones: 'zones',
  'deploy.githubRepository': 'githubRepository',
  'service.hosts': 'service.host',
  'service.onPrem.addresses': 'service.onPremAddresses',
  'service.onPrem.port': 'service.port',
  'service.aws.port': 'service.port',
};

/** Fields that are no setting: they choose what else is asked for, or where the repository goes. */
const NO_SETTINGS = [
  'dns.zone',
  'traffic.certificate',
  'addService',
  'destination',
  'repoUrl',
  'repoVisibility',
  'repositoryName',
];

/** Settings that the form does not ask for. */
const NOT_ASKED_FOR: { [setting: string]: string } = {
  'network.flowLogDays': 'the default suits a beginning',
  'cluster.adminRoleArns': 'the roles are made after the platform',
  'traffic.accessLogDays': 'the default suits a beginning',
  'failover.watchdogIntervalSeconds': 'the default suits a beginning',
  'service.priority': 'the first service has no other to come before',
  'service.paths': 'the first service has its host to itself',
  'service.aws.replicas': 'the default suits a beginning',
  'service.healthCheck.path': 'the default suits a beginning',
  'service.healthCheck.intervalSeconds': 'the default suits a beginning',
  'service.healthCheck.timeoutSeconds': 'the default suits a beginning',
  'service.healthCheck.healthyThreshold': 'the default suits a beginning',
  'service.healthCheck.unhealthyThreshold': 'the default suits a beginning',
  'service.healthCheck.matcher': 'the default suits a beginning',
  'service.alarms.requestSurge': 'nobody knows its traffic yet',
};

const PROPOSAL =
  'a file has to say it, and the form proposes something to change';
const PICKER = 'the picker gives full entity refs only';
const EMPTY_LIST = 'fromForm leaves a list out that nobody has touched';
const SAME_LIMIT = 'the limit of the expression, for a message that names it';

/** What the form says otherwise on purpose. */
const DIFFERS: {
  [setting: string]: Partial<Setting> & { because: string };
} = {
  id: {
    values: '`^[a-z][a-z0-9-]{0,19}$`, at most 20 characters',
    because: SAME_LIMIT,
  },
  owner: { values: 'text', because: PICKER },
  region: { default: '`ap-northeast-2`', because: PROPOSAL },
  availabilityZones: {
    values: '2 to 3 of: `a`, `b`, `c`, `d`, `e`, `f`',
    default: '`a`, `c`',
    because: 'the letters stay right when the Region changes',
  },
  'network.vpcCidr': { default: '`10.20.0.0/16`', because: PROPOSAL },
  'network.onPremCidrs': { default: '`192.168.10.0/24`', because: PROPOSAL },
  'vpn.routing': { default: '`bgp`', because: PROPOSAL },
  'vpn.tunnels': {
    values: 'at most 2 of: settings below',
    because: EMPTY_LIST,
  },
  'vpn.tunnels.insideCidr': {
    values: '`^169\\.254\\.\\d{1,3}\\.\\d{1,3}/30$`',
    because: 'checks/network.ts has more to say of it than an expression can',
  },
  'schedule.mode': {
    default: '`office-hours`',
    because:
      'office hours are proposed, for they save most; but no nodes stop for what a file leaves out',
  },
  'schedule.timeZone': { default: '`Asia/Seoul`', because: PROPOSAL },
  'data.replication.enabled': { default: '`true`', because: PROPOSAL },
  'data.replication.direction': {
    default: '`aws-to-on-prem`',
    because: PROPOSAL,
  },
  'traffic.certificateArn': {
    default: 'required',
    because: 'it is asked for only where a certificate exists',
  },
  'dns.domain': {
    values:
      '`^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$`, 3 to 253 characters',
    because: 'a new domain is checked before somebody buys it',
  },
  'dns.secondaryAddresses': {
    values: 'any number of: IPv4 address',
    because: EMPTY_LIST,
  },
  'service.name': {
    values: '`^[a-z][a-z0-9-]{0,15}$`, at most 16 characters',
    because: SAME_LIMIT,
  },
  'service.entity': {
    values: 'text',
    default: '',
    because: `${PICKER}, and fromForm makes one of the name where it is empty`,
  },
  'service.hosts': {
    values: '3 to 128 characters',
    default: '',
    because: 'one host will do, and fromForm makes it where it is empty',
  },
  'service.onPrem.addresses': {
    default: '`192.168.10.11`',
    because: PROPOSAL,
  },
  'service.onPrem.port': { default: '`8080`', because: PROPOSAL },
  'service.aws.port': { default: '`8080`', because: PROPOSAL },
  'service.weights.on-prem': { default: '`40`', because: PROPOSAL },
  'service.weights.aws': { default: '`60`', because: PROPOSAL },
};

const form = settingsOfForm();
const schema = settingsOfSchema();
const docs = settingsOfDocs();
const fieldOf = (setting: string) => OTHER_NAMES[setting] ?? setting;

describe('the form, lib/config and docs/configuration.md', () => {
  it('have the same settings', () => {
    expect([...docs.keys()].sort()).toEqual([...schema.keys()].sort());
    const fields = [...schema.keys()]
      .filter(setting => !(setting in NOT_ASKED_FOR))
      .map(fieldOf);
    expect([...form.keys()].sort()).toEqual(
      [...new Set([...fields, ...NO_SETTINGS])].sort(),
    );
  });

  describe.each([...schema.keys()])('%s', setting => {
    it.each(['values', 'default'] as const)('has the same %s', what => {
      const said = {
        'lib/config': schema.get(setting)![what],
        'docs/configuration.md': docs.get(setting)?.[what],
        ...(!(setting in NOT_ASKED_FOR) && {
          form: form.get(fieldOf(setting))?.[what],
        }),
      };
      const expected = said['lib/config'];
      const formIsTo = DIFFERS[setting]?.[what] ?? expected;
      expect({ setting, [what]: said }).toEqual({
        setting,
        [what]: {
          'lib/config': expected,
          'docs/configuration.md': expected,
          ...('form' in said && { form: formIsTo }),
        },
      });
    });
  });

  it('differ only where somebody said why', () => {
    const needless = Object.entries(DIFFERS).flatMap(([setting, differs]) =>
      (['values', 'default'] as const)
        .filter(what => differs[what] === schema.get(setting)?.[what])
        .map(what => `${setting}: ${what}`),
    );
    expect(needless).toEqual([]);
  });
});

describe('docs/configuration.md', () => {
  it('says what it means to leave something out', () => {
    const silent = [...docs]
      .filter(([, { defaultText }]) => defaultText === '')
      .map(([setting]) => setting);
    expect(silent).toEqual([]);
  });

  it('names the ranges of the tunnels that nobody chose, and so does the form', () => {
    const vpn = { routing: 'bgp' };
    const chosen = tunnelsOf({ vpn } as PlatformConfig);
    const help = formFields().find(({ path }) => path === 'vpn.tunnels')!
      .schema['ui:help'];
    for (const { insideCidr } of chosen) {
      expect(docs.get('vpn.tunnels')!.defaultText).toContain(insideCidr);
      expect(help).toContain(insideCidr);
    }
  });
});
