import { z } from 'zod';
import { entityRef, port, seconds, serviceName, weights } from './fields';

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

export type ServiceConfig = z.infer<typeof serviceSchema>;
