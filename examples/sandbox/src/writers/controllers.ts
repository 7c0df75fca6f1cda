import type { Site } from '../engine/naming';
import type { World } from '../model';
import { startController, type Controller } from './controller';

/** The controllers of a running sandbox, at most one for each service. */
export interface Controllers {
  /** Where they write to; nothing can be started before it is known. */
  connect(requestHandler: object): void;
  /** Looks every so many seconds from now on, and puts these weights back. */
  start(
    service: string,
    weights: Record<Site, number>,
    everySeconds: number,
  ): void;
  end(service: string): void;
  stop(): void;
}

/** None at first. */
export function createControllers(world: World): Controllers {
  const running = new Map<string, Controller>();
  let handler: object | undefined;
  const end = (service: string) => {
    running.get(service)?.stop();
    running.delete(service);
  };
  return {
    connect(requestHandler) {
      handler = requestHandler;
    },
    start(service, weights, everySeconds) {
      if (!handler) throw new Error('there is no endpoint to write to');
      end(service);
      running.set(
        service,
        startController(world, handler, { service, weights, everySeconds }),
      );
    },
    end,
    stop() {
      for (const service of [...running.keys()]) end(service);
    },
  };
}
