/*
 * Runs inside a function's process: loads the bundle, and calls its handler for one
 * invocation after the other, so that what the module keeps stays warm.
 */
import type { FunctionError, FunctionMessage, Invocation } from './messages';

type Handler = (event: unknown, context: unknown) => unknown;

const send = (message: FunctionMessage) => process.send?.(message);

// Logs travel with the results, in order; a pipe of their own would lag behind.
for (const stream of [process.stdout, process.stderr]) {
  stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    send({ kind: 'log', text: Buffer.from(chunk as string).toString('utf8') });
    const callback = rest.find(each => typeof each === 'function');
    (callback as (() => void) | undefined)?.();
    return true;
  }) as typeof stream.write;
}

let loaded: { handler: Handler } | { error: FunctionError };
try {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const module = require(process.argv[2]) as { handler?: Handler };
  loaded =
    typeof module.handler === 'function'
      ? { handler: module.handler }
      : {
          error: {
            errorType: 'Runtime.HandlerNotFound',
            errorMessage: 'index.handler is undefined or not exported',
          },
        };
} catch (error) {
  loaded = { error: describe(error) };
}

process.on('message', (invocation: Invocation) => {
  void run(invocation);
});
// The sandbox has ended, whatever the reason: nobody else would end this process.
process.on('disconnect', () => process.exit());

async function run({ requestId, payload, deadline }: Invocation) {
  if ('error' in loaded) {
    send({ kind: 'error', requestId, error: loaded.error });
    return;
  }
  try {
    const result = await loaded.handler(payload, {
      awsRequestId: requestId,
      functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
      functionVersion: '$LATEST',
      memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    });
    send({ kind: 'result', requestId, json: JSON.stringify(result) });
  } catch (error) {
    send({ kind: 'error', requestId, error: describe(error) });
  }
}

function describe(error: unknown): FunctionError {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error) };
  }
  return {
    errorType: error.name,
    errorMessage: error.message,
    trace: error.stack?.split('\n'),
  };
}
