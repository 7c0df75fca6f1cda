import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { Problem } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ErrorRequestHandler } from 'express';
import { explained, HybridError } from '../errors';

/**
 * Answers a {@link HybridError} with Backstage's error body and its problem, and a database
 * that is away likewise. Other errors go on to Backstage's own handler.
 */
export function errorBody(logger: LoggerService): ErrorRequestHandler {
  return (error, req, res, next) => {
    const refused =
      error instanceof InputError ? invalidRequest(error) : explained(error);
    if (!refused || res.headersSent) {
      next(error);
      return;
    }
    if (refused.statusCode >= 500) {
      const { cause } = refused;
      const why = cause instanceof Error ? ` (${cause.message})` : '';
      logger.warn(
        `${req.method} ${req.path}: ${refused.message}${why}`,
        refused,
      );
    }
    res.status(refused.statusCode).json({
      error: {
        name: refused.name,
        message: refused.message,
        problem: refused.problem,
        ...(refused.rules && { rules: refused.rules }),
        ...(refused.plan && { plan: refused.plan }),
        ...(refused.evacuationPlan && {
          evacuationPlan: refused.evacuationPlan,
        }),
      },
      request: { method: req.method, url: req.originalUrl },
      response: { statusCode: refused.statusCode },
    });
  };
}

/** The longest body that the contract allows, an evacuation of 2,000 planned services, has 420. */
export const BODY_LIMIT_KB = 500;

/** Bodies that express cannot read: malformed JSON, or too large. */
export function unreadableBody(): ErrorRequestHandler {
  return (error, _req, _res, next) => {
    const { type, message } = error as { type?: string; message: string };
    if (type === 'entity.too.large') {
      next(new InputError(`request/body must be at most ${BODY_LIMIT_KB} kB`));
    } else if (type?.startsWith('entity.') || type?.startsWith('encoding.')) {
      next(new InputError(`request/body must be valid JSON: ${message}`));
    } else {
      next(error);
    }
  };
}

/** The validator writes `request/body/weights/aws must be <= 999`. */
function invalidRequest(error: Error): HybridError {
  const message = error.message
    .replace(/request\/([\w/.~-]+)/g, (_, path: string) => {
      const field = path.replace(/^body\//, '').replace(/\//g, '.');
      return `'${field}'`;
    })
    .replace('must match pattern "\\S"', 'must not be blank')
    .replace(/^./, first => first.toLocaleUpperCase('en-US'));
  const problem: Problem = {
    code: 'invalid-request',
    message: message.endsWith('.') ? message : `${message}.`,
    remedy: 'Correct the named part of the request and send it again.',
  };
  return new HybridError(problem, { cause: error });
}
