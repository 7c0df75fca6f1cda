import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { AwsError } from './awsError';
import { refuseAccess, type Access } from './access';
import { inflate } from './body';
import type { CallLog } from './callLog';
import type { AfterCall, Fault, Hook } from './faults';
import { routeOf } from './route';
import { readScope, type CredentialScope } from './scope';
import type {
  BoundOperation,
  Call,
  Protocol,
  Service,
  WireReply,
  WireRequest,
} from './types';
import { malformed, validateInput } from './validate';

/** `dropped`: the connection ends without an answer. `hung`: it stays open, and none comes. */
export type Silence = 'dropped' | 'hung';

export type Exchange = (request: WireRequest) => Promise<WireReply | Silence>;

export interface ExchangeOptions {
  /** Services by signing name; loaded when first called, some clients are heavy. */
  services: ReadonlyMap<string, () => Service | Promise<Service>>;
  calls: CallLog;
  hook?: Hook;
  /** Called when a call has taken effect, and waited for before it is answered. */
  afterCall?: AfterCall;
  access?: Access;
  now?: () => number;
}

/** Answers one request: the core that both transports share. */
export function createExchange(options: ExchangeOptions): Exchange {
  const { services, calls, now = Date.now } = options;

  return async raw => {
    const started = performance.now();
    const requestId = randomUUID();
    let scope: CredentialScope | undefined;
    let service: Service | undefined;
    let call: Call | undefined;
    let outcome = 'ok';
    let protocol: Protocol = routeOf(raw, undefined).protocol;
    try {
      const request = { ...raw, body: await inflate(raw) };
      scope = readScope(request);
      service = await services.get(scope.signingName)?.();
      const route = routeOf(request, service);
      protocol = route.protocol;
      call = {
        service: scope.signingName,
        operation: route.name ?? '',
        region: scope.region,
        accessKeyId: scope.accessKeyId,
        requestId,
        at: now(),
      };
      if (!service) throw unknownService(scope.signingName);
      const operation = route.find(service);
      call = { ...call, operation: operation.name };
      refuseAccess(options.access, call, service);
      const input = await decode(protocol, request, operation, service);
      const fault = await options.hook?.(call, input);
      const silence = await beforeCall(fault, service);
      if (silence) {
        outcome = silence;
        return silence;
      }
      validateInput(input, operation, service);
      const output = await operation.handle(input, call);
      await options.afterCall?.(call, input);
      const unanswered = silenceOf(fault, 'after');
      if (unanswered) {
        outcome = unanswered;
        return unanswered;
      }
      return protocol.reply(
        output as Record<string, unknown>,
        operation,
        service,
        requestId,
      );
    } catch (caught) {
      const error = asAwsError(caught, service);
      outcome = error.code;
      return protocol.error(error, service, requestId);
    } finally {
      if (call) calls.record(call, performance.now() - started, outcome);
    }
  };
}

async function decode(
  protocol: Protocol,
  request: WireRequest,
  operation: BoundOperation,
  service: Service,
) {
  try {
    return await protocol.decode(request, operation, service);
  } catch (error) {
    // The codecs throw whatever their parser throws.
    if (error instanceof AwsError) throw error;
    throw malformed(service, `The request could not be read: ${String(error)}`);
  }
}

/** How a call is left without an answer, if it is, before or after it took effect. */
function silenceOf(
  fault: Fault | undefined,
  when: 'before' | 'after',
): Silence | undefined {
  if (fault?.drop === when) return 'dropped';
  return fault?.hang === when ? 'hung' : undefined;
}

/** Lets a fault happen; answers how the call is left without an answer, if it is. */
async function beforeCall(fault: Fault | undefined, service: Service) {
  if (!fault) return undefined;
  if (fault.latencyMs) await delay(fault.latencyMs, undefined, { ref: false });
  const silence = silenceOf(fault, 'before');
  if (silence) return silence;
  if (fault.error instanceof AwsError) throw fault.error;
  if (fault.error) {
    const { code, status } = service.errors[fault.error];
    throw new AwsError(
      code,
      fault.error === 'throttled'
        ? 'Rate exceeded'
        : 'The request processing has failed because of an unknown error, exception or failure.',
      { status },
    );
  }
  return undefined;
}

function asAwsError(caught: unknown, service: Service | undefined): AwsError {
  if (caught instanceof AwsError) return caught;
  // A defect of the sandbox: the client sees what AWS answers for one of its own.
  const detail = caught instanceof Error ? caught.stack : String(caught);
  process.stderr.write(`AWS endpoint: ${detail}\n`);
  const { code, status } = service?.errors.internal ?? {
    code: 'InternalFailure',
    status: 500,
  };
  return new AwsError(code, 'The request processing has failed.', { status });
}

function unknownService(signingName: string) {
  return new AwsError(
    'UnknownOperationException',
    `The service ${signingName} is not available at this endpoint.`,
    { status: 404 },
  );
}
