import { z } from 'zod';
import { cidr, domain, port, seconds, timeOfDay, timeZone } from './fields';

/*
 * The sections of `config/platform.yaml`. Whatever a platform can do without has a default,
 * so that a small file is a complete one.
 */

export const network = z.strictObject({
  vpcCidr: cidr,
  onPremCidrs: z.array(cidr).min(1),
  /** One is cheap; one per availability zone survives the loss of a zone. */
  natGateways: z.int().min(1).max(3).default(1),
  flowLogDays: z
    .union(
      [1, 3, 7, 14, 30, 60, 90, 180, 365].map(days => z.literal(days)),
      'must be a number of days that CloudWatch Logs knows: 1, 3, 7, 14, 30, 60, 90, 180 or 365',
    )
    .default(30),
});

const tunnel = z.strictObject({
  /** The /30 inside the tunnel: AWS takes the first address, the gateway on-prem the second. */
  insideCidr: cidr,
});

export const vpn = z.strictObject({
  customerGatewayAddress: z.ipv4(),
  /** Two tunnels need BGP: with static routes they are used at once and asymmetrically. */
  routing: z.enum(['static', 'bgp']),
  gateway: z.enum(['vgw', 'tgw']).default('vgw'),
  /** The tunnels that the gateway on-prem is configured with: one when static, two with BGP. */
  tunnels: z.array(tunnel).min(1).max(2).optional(),
  bgp: z
    .strictObject({
      onPremAsn: z.int().min(1).max(4_294_967_294).default(65000),
      awsAsn: z
        .int()
        .min(64512)
        .max(65534, 'must be a private ASN, 64512–65534')
        .default(64512),
      /** The tunnel that carries the traffic; the other one takes over when it is lost. */
      preferredTunnel: z.union([z.literal(1), z.literal(2)]).default(1),
    })
    .prefault({}),
});

export const cluster = z
  .strictObject({
    kubernetesVersion: z
      .enum(
        ['1.35', '1.36'],
        'must be 1.35 or 1.36: no Karpenter supports a newer one yet, and older ones are near their end',
      )
      .default('1.36'),
    systemNodes: z
      .strictObject({
        instanceType: z
          .string()
          .regex(/^[a-z][a-z0-9-]*\.[a-z0-9]+$/, 'must be an EC2 instance type')
          .default('m7i.large'),
        /** Karpenter's two replicas refuse to share a node. */
        count: z
          .int()
          .min(
            2,
            'must be at least 2: Karpenter runs two replicas on two nodes',
          )
          .max(10)
          .default(2),
      })
      .prefault({}),
    karpenter: z
      .strictObject({
        version: z
          .string()
          .regex(
            /^\d+\.\d+\.\d+$/,
            'must be an exact version such as 1.14.1, without v',
          )
          .default('1.14.1'),
        instanceFamilies: z
          .array(z.string().regex(/^[a-z][a-z0-9-]*$/))
          .min(1)
          .default(['m7i', 'm7i-flex', 'c7i', 'r7i']),
        capacity: z.enum(['spot', 'on-demand']).default('on-demand'),
        /** How much Karpenter may add, all its nodes together. */
        limits: z
          .strictObject({
            cpu: z.int().min(1).max(10_000).default(64),
            memoryGiB: z.int().min(1).max(100_000).default(256),
          })
          .prefault({}),
      })
      .prefault({}),
    /** IAM principals that administer the cluster, besides the deployment itself. */
    adminRoleArns: z
      .array(
        z
          .string()
          .regex(
            /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/,
            "must be an IAM role's ARN",
          ),
      )
      .default([]),
  })
  .prefault({});

const database = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^[a-z][a-z0-9_]{0,63}$/,
        'must be lower-case letters, digits and underscores, and start with a letter',
      )
      .default('app'),
    /** The versions that both RDS and DMS support. */
    version: z.enum(['10.11', '11.4']).default('11.4'),
    instanceClass: z
      .string()
      .regex(
        /^db\.[a-z0-9-]+\.[a-z0-9]+$/,
        'must be an RDS instance class such as db.t4g.medium',
      )
      .default('db.t4g.medium'),
    storageGiB: z.int().min(20).max(65_536).default(50),
    multiAz: z.boolean().default(false),
    backupRetentionDays: z.int().min(0).max(35).default(7),
  })
  .prefault({});

const replication = z.strictObject({
  enabled: z.boolean(),
  direction: z.enum(['aws-to-on-prem', 'on-prem-to-aws']),
  mode: z.enum(['instance', 'serverless']).default('instance'),
  instanceClass: z
    .string()
    .regex(
      /^dms\.[a-z0-9-]+\.[a-z0-9]+$/,
      'must be a DMS instance class such as dms.t3.medium',
    )
    .default('dms.t3.medium'),
  /** DMS capacity units, for serverless. */
  maxCapacityUnits: z
    .union(
      [1, 2, 4, 8, 16, 32, 64, 128, 192, 256, 384].map(n => z.literal(n)),
      'must be a number of DMS capacity units: 1, 2, 4, 8, 16, 32, 64, 128, 192, 256 or 384',
    )
    .default(4),
  /** `dms-vpc-role` and `dms-cloudwatch-logs-role` exist once per account: off when they do. */
  createServiceRoles: z.boolean().default(true),
});

export const data = z.strictObject({
  database,
  onPrem: z
    .strictObject({
      /** Absent: the tenth address of the first on-prem range. */
      address: z.ipv4().optional(),
      port: port.default(3306),
    })
    .prefault({}),
  replication: replication.optional(),
});

export const traffic = z
  .strictObject({
    /** A certificate that exists; absent: ACM makes one and proves it in the hosted zone. */
    certificateArn: z
      .string()
      .regex(
        /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/.+$/,
        "must be an ACM certificate's ARN",
      )
      .optional(),
    /** Ranges that may reach the load balancer. */
    allowedCidrs: z.array(cidr).min(1).default(['0.0.0.0/0']),
    accessLogDays: z.int().min(1).max(3650).default(90),
  })
  .prefault({});

export const dns = z.strictObject({
  domain,
  /** A hosted zone that exists; absent: one is made for `domain`. */
  hostedZone: z
    .strictObject({
      id: z
        .string()
        .regex(
          /^Z[A-Z0-9]{1,31}$/,
          "must be a hosted zone's id such as Z0123456789ABCDEFGHIJ",
        ),
      name: domain,
    })
    .optional(),
  /**
   * Public addresses on-prem that answer when the load balancer itself cannot be reached.
   * Absent: no failover record, only the alias.
   */
  secondaryAddresses: z.array(z.ipv4()).min(1).optional(),
});

export const failover = z
  .strictObject({
    /** Who decides that on-prem is down: CloudWatch alarms, the five-second watchdog, or both. */
    detection: z.enum(['alarm', 'watchdog', 'both']).default('both'),
    /** How long the on-prem targets must have been healthy before traffic returns, in seconds. */
    holdDownSeconds: seconds(60, 86_400).default(300),
    watchdogIntervalSeconds: seconds(5, 60).default(5),
    /** Who is told; more can subscribe to the topic at any time. */
    notificationEmails: z.array(z.email()).default([]),
  })
  .prefault({});

export const schedule = z
  .discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('always-on') }),
    z
      .strictObject({
        mode: z.literal('office-hours'),
        timeZone,
        start: timeOfDay.default('09:00'),
        stop: timeOfDay.default('18:00'),
        days: z
          .array(z.enum(['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']))
          .min(1)
          .default(['MON', 'TUE', 'WED', 'THU', 'FRI']),
      })
      .refine(
        hours => hours.start < hours.stop,
        'stop must be later than start, on the same day',
      ),
  ])
  .default({ mode: 'always-on' });

export const addOns = z
  .strictObject({
    argoCd: z.boolean().default(true),
    istio: z.boolean().default(false),
  })
  .prefault({});

export const deploy = z
  .strictObject({
    /** `owner/name` on GitHub: its workflow may deploy, with short-lived credentials. */
    githubRepository: z
      .string()
      .regex(
        /^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/,
        'must be owner/name of a GitHub repository',
      )
      .optional(),
    /** The GitHub environment whose reviewers approve a deployment. */
    githubEnvironment: z
      .string()
      .regex(/^[A-Za-z0-9_-]+$/)
      .default('production'),
    /** GitHub's OIDC provider exists once per account: off when it does. */
    createOidcProvider: z.boolean().default(true),
    /** Name of an IAM policy that bounds every role that is made here. */
    permissionsBoundary: z
      .string()
      .regex(/^[\w+=,.@-]{1,128}$/, "must be an IAM policy's name")
      .optional(),
  })
  .prefault({});
