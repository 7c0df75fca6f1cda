import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import express, { type Router } from 'express';
import { BODY_LIMIT_KB, errorBody, unreadableBody } from './contract/errorBody';
import { readOpenApi } from './contract/openapi';
import { addApprovalRoutes } from './routes/approvals';
import { addEvacuationRoutes } from './routes/evacuations';
import { addHistoryRoutes } from './routes/history';
import { addHoldRoutes } from './routes/holds';
import type { RouterOptions } from './routes/options';
import { addPlatformRoutes } from './routes/platforms';
import { addReplicationRoutes } from './routes/replications';
import { addServiceRoutes } from './routes/services';
import { addShiftRoutes } from './routes/shifts';

/** HTTP to services, and nothing else. */
export function createRouter(options: RouterOptions): Router {
  const { logger } = options;
  const outer = express.Router();
  outer.use(express.json({ limit: `${BODY_LIMIT_KB}kb` }), unreadableBody());
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

  addPlatformRoutes(router, options);
  addServiceRoutes(router, options);
  addReplicationRoutes(router, options);
  addEvacuationRoutes(router, options);
  // Before the routes that take any word for a shift's id.
  addHistoryRoutes(router, options);
  addShiftRoutes(router, options);
  addHoldRoutes(router, options);
  addApprovalRoutes(router, options);

  outer.use(router);
  outer.use(errorBody(logger));
  return outer;
}
