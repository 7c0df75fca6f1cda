import { z } from 'zod';

/*
 * The configuration of a platform repository: `config/platform.yaml` and one
 * `config/services/<name>.yaml` per service. Everything else is made from it, so it is
 * checked before anything is made, and unknown keys are refused: a misspelt setting must
 * not be ignored in silence.
 */

const id = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,19}$/,
    'must be lower-case letters, digits and hyphens, start with a letter, and have at most 20 characters',
  );

/** AWS allows 32 characters in a target group's name: platform, service and site share them. */
const serviceName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,15}$/,
    'must be lower-case letters, digits and hyphens, start with a letter, and have at most 16 characters',
  );

const cidr = z.cidrv4('must be an IPv4 range such as 10.20.0.0/16');
const port = z.int().min(1).max(65535);
const seconds = (min: number, max: number) => z.int().min(min).max(max);

/** An ALB weight. AWS accepts 0–999. */
const weight = z.int().min(0).max(999);

const weights = z
  .strictObject({ 'on-prem': weight, aws: weight })
  .refine(
    value => value['on-prem'] + value.aws > 0,
    'at least one weight must be above 0: with 0 and 0 nobody serves the traffic',
  );

const entityRef = z
  .string()
  .regex(
    /^[a-z]+:[a-z0-9-_.]+\/[a-zA-Z0-9-_.]+$/,
    'must be a full entity ref such as component:default/cart',
  );

const failover = z
  .strictObject({
    /** Who decides that on-prem is down: CloudWatch alarms, the five-second watchdog, or both. */
    detection: z.enum(['alarm', 'watchdog', 'both']).default('both'),
    /** How long the on-prem targets must have been healthy before traffic returns, in seconds. */
    holdDownSeconds: seconds(60, 86_400).default(300),
    watchdogIntervalSeconds: seconds(5, 60).default(5),
  })
  .prefault({});

/** `config/platform.yaml`. */
export const platformSchema = z.strictObject({
  id,
  name: z.string().min(1).max(100),
  owner: entityRef,
  account: z.string().regex(/^\d{12}$/, 'must be a 12-digit AWS account id'),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS Region'),
  availabilityZones: z.array(z.string()).min(2).max(3),
  network: z.strictObject({
    vpcCidr: cidr,
    onPremCidrs: z.array(cidr).min(1),
  }),
  vpn: z.strictObject({
    customerGatewayAddress: z.ipv4(),
    /** Two tunnels need BGP: with static routes they are used at once and asymmetrically. */
    routing: z.enum(['static', 'bgp']),
    gateway: z.enum(['vgw', 'tgw']).default('vgw'),
  }),
  data: z.strictObject({
    replication: z
      .strictObject({
        enabled: z.boolean(),
        direction: z.enum(['aws-to-on-prem', 'on-prem-to-aws']),
      })
      .optional(),
  }),
  dns: z.strictObject({ domain: z.string().min(3).max(253) }),
  failover,
});

/** `config/services/<name>.yaml`. */
export const serviceSchema = z.strictObject({
  name: serviceName,
  /** The catalog entity that may operate the service. */
  entity: entityRef,
  /** Place of the listener rule among the others, 1–50000; lower is matched first. */
  priority: z.int().min(1).max(50_000),
  hosts: z.array(z.string().min(1).max(128)).min(1).max(3),
  paths: z.array(z.string().startsWith('/').max(128)).max(3).default(['/*']),
  onPrem: z.strictObject({ addresses: z.array(z.ipv4()).min(1), port }),
  aws: z.strictObject({ port, replicas: z.int().min(1).max(100).default(2) }),
  /** The steady state. */
  weights,
  healthCheck: z
    .strictObject({
      path: z.string().startsWith('/').max(1024).default('/healthz'),
      intervalSeconds: seconds(5, 300).default(5),
      timeoutSeconds: seconds(2, 120).default(2),
      healthyThreshold: z.int().min(2).max(10).default(2),
      unhealthyThreshold: z.int().min(2).max(10).default(2),
      matcher: z.string().default('200'),
    })
    .refine(
      check => check.timeoutSeconds < check.intervalSeconds,
      'timeoutSeconds must be below intervalSeconds',
    )
    .prefault({}),
  alarms: z
    .strictObject({
      /** Requests per minute over which a surge is reported; absent: no such alarm. */
      requestSurge: z.int().min(1).optional(),
    })
    .prefault({}),
});

export type PlatformConfig = z.infer<typeof platformSchema>;
export type ServiceConfig = z.infer<typeof serviceSchema>;
