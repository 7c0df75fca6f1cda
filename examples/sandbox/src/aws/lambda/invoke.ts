import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { LambdaFunction, World } from '../../model';
import { AwsError, on } from '../../wire';
import type { WorldOf } from '../worlds';

/** What Lambda takes in one synchronous invocation. */
const maxPayloadBytes = 6 * 1024 * 1024;
/** What Lambda gives of the log. */
const logTailBytes = 4096;

/**
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export const invokeOperation = (worldOf: WorldOf) =>
  on(InvokeCommand)(async (input, call) => {
    const type = input.InvocationType ?? 'RequestResponse';
    const found = findFunction(
      worldOf(call),
      input.FunctionName ?? '',
      input.Qualifier,
    );
    const payload = readPayload(input.Payload as Uint8Array | undefined);
    if (type === 'DryRun') return { StatusCode: 204 };
    if (type === 'Event') {
      // What a handler throws after the answer is for the function's own log.
      found.invoke(payload).catch(() => undefined);
      return { StatusCode: 202 };
    }
    if (type !== 'RequestResponse') {
      throw invalid(
        `Value '${type}' at 'invocationType' must be one of Event, RequestResponse, DryRun`,
      );
    }
    if (input.LogType && input.LogType !== 'Tail' && input.LogType !== 'None') {
      throw invalid(
        `Value '${input.LogType}' at 'logType' must be None or Tail`,
      );
    }
    const { result, error, logTail } = await found.invoke(payload);
    return {
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      FunctionError: error ? 'Unhandled' : undefined,
      LogResult: input.LogType === 'Tail' ? encodeTail(logTail) : undefined,
      Payload: encodePayload(error ?? result),
    };
  });

function invalid(message: string) {
  return new AwsError('InvalidParameterValueException', message);
}

const name =
  /^(?:(?:arn:aws[a-z-]*:lambda:([a-z0-9-]+):)?(\d{12}):function:)?([A-Za-z0-9_-]{1,64})(?::([A-Za-z0-9$_-]+))?$/;

/** By name, by account and name, or by ARN; each with or without a version. */
function findFunction(
  world: World,
  given: string,
  qualifier: string | undefined,
): LambdaFunction {
  const match = name.exec(given.replace(/^function:/, ''));
  if (!match) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '${given.slice(
        0,
        200,
      )}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern`,
    );
  }
  const [, region = world.region, account = world.accountId, id, version] =
    match;
  const found = world.functions.get(id);
  const wanted = version ?? qualifier ?? '$LATEST';
  if (
    !found ||
    region !== world.region ||
    account !== world.accountId ||
    wanted !== '$LATEST'
  ) {
    const suffix = wanted === '$LATEST' ? '' : `:${wanted}`;
    throw new AwsError(
      'ResourceNotFoundException',
      `Function not found: arn:aws:lambda:${region}:${account}:function:${id}${suffix}`,
      { status: 404 },
    );
  }
  return found;
}

function readPayload(payload: Uint8Array | undefined): unknown {
  if (!payload || payload.length === 0) return {};
  if (payload.length > maxPayloadBytes) {
    throw new AwsError(
      'RequestTooLargeException',
      `${payload.length} byte payload is too large for the RequestResponse invocation type (limit ${maxPayloadBytes} bytes)`,
      { status: 413 },
    );
  }
  try {
    return JSON.parse(Buffer.from(payload).toString('utf8'));
  } catch (error) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${String(error)}`,
    );
  }
}

type Payload = Uint8Array & { transformToString(): string };

/** The SDK's type has conveniences for readers; the wire needs the bytes only. */
function encodePayload(value: unknown) {
  return new Uint8Array(Buffer.from(JSON.stringify(value ?? null))) as Payload;
}

function encodeTail(log: string) {
  return Buffer.from(log).subarray(-logTailBytes).toString('base64');
}
