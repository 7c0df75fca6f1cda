import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import {
  stringifyEntityRef,
  type CompoundEntityRef,
} from '@backstage/catalog-model';
import {
  hybridServiceReadPermission,
  hybridTrafficShiftPermission,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { JsonObject } from '@backstage/types';
import express, { type Request, type Router } from 'express';
import type { EntityAccess } from './access/entityAccess';
import {
  platformNotVisible,
  type PlatformAccess,
} from './access/platformAccess';
import { audited } from './access/audit';
import { callerRef } from './access/caller';
import { errorBody, unreadableBody } from './contract/errorBody';
import { toPlanRequest } from './contract/planRequest';
import { readOpenApi } from './contract/openapi';
import {
  toPlatformSummary,
  type PlatformService,
} from './platforms/PlatformService';
import type { TrafficService } from './traffic/TrafficService';

export interface RouterOptions {
  access: EntityAccess;
  platformAccess: PlatformAccess;
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  platforms: PlatformService;
  traffic: TrafficService;
  /**
   * Whether an answer that breaks the contract is answered with 500. In production it is
   * only logged, for a person in an outage is better off with an odd answer than with none.
   */
  strictResponses: boolean;
}

/** A request's body is far smaller; the longest part is the reason. */
const BODY_LIMIT = '100kb';

const SERVICE = '/v1/services/:namespace/:kind/:name';

/** HTTP to services, and nothing else. */
export function createRouter(options: RouterOptions): Router {
  const { access, auditor, httpAuth, logger, platforms, traffic } = options;
  const { platformAccess } = options;
  const caller = (req: Request) =>
    httpAuth.credentials(req, { allow: ['user', 'service'] });

  const outer = express.Router();
  outer.use(express.json({ limit: BODY_LIMIT }), unreadableBody());
  const router = createValidatedOpenApiRouterFromGeneratedEndpointMap(
    readOpenApi(),
    {
      middleware: [(_req, _res, next) => next()],
      validatorOptions: {
        validateSecurity: false,
        validateResponses: options.strictResponses || {
          onError: (error, _body, req) =>
            logger.error(`${req.method} ${req.path} broke the contract`, error),
        },
      },
    },
  ) as Router;

  router.get('/v1/platforms', async (req, res) => {
    const sights = await platformAccess.visible(
      await caller(req),
      await platforms.look(),
    );
    res.json({ items: sights.map(({ look }) => toPlatformSummary(look)) });
  });

  router.get('/v1/platforms/:id', async (req, res) => {
    const credentials = await caller(req);
    const { id } = req.params;
    const [sight] = await platformAccess.visible(
      credentials,
      await platforms.look(id),
    );
    if (!sight) throw platformNotVisible(id);
    res.json(await platforms.status(sight));
  });

  router.get(SERVICE, async (req, res) => {
    const routed = await access.route(
      await caller(req),
      entityRefOf(req),
      hybridServiceReadPermission,
    );
    res.json(await platforms.service(routed));
  });

  router.post(`${SERVICE}/plans`, async (req, res) => {
    const credentials = await caller(req);
    const plan = await audited(
      await auditor.createEvent({
        eventId: 'traffic-plan',
        severityLevel: 'low',
        request: req,
        meta: auditMeta(req),
      }),
      async () => {
        const routed = await routeToShift(req, credentials);
        return traffic.plan(
          routed,
          toPlanRequest(req.body),
          callerRef(credentials),
        );
      },
    );
    res.json(plan);
  });

  router.post(`${SERVICE}/shifts`, async (req, res) => {
    const credentials = await caller(req);
    const { shift, repeated } = await traffic.start({
      route: () => routeToShift(req, credentials),
      request: { ...toPlanRequest(req.body), reason: req.body.reason },
      requestedBy: callerRef(credentials),
      idempotencyKey: req.header('Idempotency-Key')!,
      audit: await auditor.createEvent({
        eventId: 'traffic-shift',
        severityLevel: 'medium',
        request: req,
        meta: auditMeta(req),
      }),
    });
    res.status(repeated ? 200 : 202).json(shift);
  });

  // History is read by the entity that each shift was recorded with, and without AWS: it
  // must be there in an outage.
  router.get(`${SERVICE}/shifts`, async (req, res) => {
    const entity = await access.authorize(
      await caller(req),
      entityRefOf(req),
      hybridServiceReadPermission,
    );
    const { limit, cursor } = req.query as { limit?: unknown; cursor?: string };
    res.json(
      await traffic.list(stringifyEntityRef(entity), {
        limit: Number(limit ?? 20),
        cursor,
      }),
    );
  });

  router.get(`${SERVICE}/shifts/:id`, async (req, res) => {
    const entity = await access.authorize(
      await caller(req),
      entityRefOf(req),
      hybridServiceReadPermission,
    );
    res.json(await traffic.get(stringifyEntityRef(entity), req.params.id));
  });

  function routeToShift(req: Request, credentials: BackstageCredentials) {
    return access.route(
      credentials,
      entityRefOf(req),
      hybridTrafficShiftPermission,
    );
  }

  outer.use(router);
  outer.use(errorBody(logger));
  return outer;
}

/** What was asked, as far as it has been checked: the contract, but no right to it yet. */
function auditMeta(req: Request): JsonObject {
  const { reason: _reason, ...plan } = req.body as JsonObject;
  return { entityRef: stringifyEntityRef(entityRefOf(req)), ...plan };
}

function entityRefOf(req: Request): CompoundEntityRef {
  const { namespace, kind, name } = req.params;
  return { namespace, kind, name };
}
