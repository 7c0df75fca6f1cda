import type { LambdaFunction } from '../model';
import {
  FunctionProcess,
  type Outcome,
  type ProcessOptions,
} from './functionProcess';

/** A function that the sandbox runs. */
export interface RunningFunction extends LambdaFunction {
  /** From the next invocation on; warm processes with the old variables end. */
  setEnvironment(environment: Record<string, string>): void;
  stop(): void;
}

/** How many invocations of a function run at once; more of them wait. */
const CONCURRENCY = 2;

const STOPPED: Outcome = {
  error: {
    errorType: 'Sandbox.Stopped',
    errorMessage: 'The sandbox is being stopped',
  },
  logTail: '',
};

/** Makes a function; its processes start at the first invocation and stay warm. */
export function createFunction(options: {
  name: string;
  arn: string;
  process: ProcessOptions;
}): RunningFunction {
  let settings = options.process;
  let idle: FunctionProcess[] = [];
  const busy = new Set<FunctionProcess>();
  const waiting: (() => void)[] = [];
  let running = 0;
  let stopped = false;

  const take = () => {
    idle = idle.filter(each => each.alive);
    return idle.pop() ?? new FunctionProcess(settings);
  };

  const run = async (payload: unknown): Promise<Outcome> => {
    const started = settings;
    const worker = take();
    busy.add(worker);
    try {
      return await worker.invoke(payload);
    } finally {
      busy.delete(worker);
      if (stopped || started !== settings) worker.kill();
      else if (worker.alive) idle.push(worker);
    }
  };

  return {
    name: options.name,
    arn: options.arn,
    async invoke(payload) {
      if (running >= CONCURRENCY) {
        await new Promise<void>(resolve => {
          waiting.push(resolve);
        });
      }
      if (stopped) return STOPPED;
      running += 1;
      try {
        return await run(payload);
      } finally {
        running -= 1;
        waiting.shift()?.();
      }
    },
    setEnvironment(environment) {
      settings = { ...settings, environment };
      for (const worker of idle) worker.kill();
      idle = [];
    },
    stop() {
      stopped = true;
      for (const worker of [...idle, ...busy]) worker.kill();
      for (const resolve of waiting.splice(0)) resolve();
    },
  };
}
