import type { ShiftPage } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Caller } from '../act/Caller';
import {
  evacuationsPath,
  platformPath,
  servicePath,
  shiftsPath,
} from '../act/paths';
import { SERVICES } from '../../src/__testUtils__/services';

/** More than so many at once would only wait for each other. */
const AT_ONCE = 4;

/** Looks at screens as people do, a few after each step. */
export class Looks {
  readonly #waiting = new Set<Promise<unknown>>();

  constructor(private readonly caller: Caller) {}

  /** Begins the looks of a step, unless those before still wait for their answers. */
  after(step: number): void {
    if (this.#waiting.size >= AT_ONCE) return;
    this.#get(step, servicePath(SERVICES[step % SERVICES.length]));
    if (step % 3 === 0) {
      const service = SERVICES[(step / 3) % SERVICES.length];
      this.#get(step, `${shiftsPath(service)}?limit=100`);
    }
    if (step % 8 === 0) this.#get(step, platformPath);
    if (step % 8 === 4) this.#get(step, evacuationsPath);
  }

  /** Looks at everything once, and at all pages of it. */
  async everywhere(step: number): Promise<void> {
    for (const service of SERVICES) {
      await this.get(step, servicePath(service));
      await this.#allShifts(step, service);
    }
    await this.get(step, platformPath);
    await this.get(step, evacuationsPath);
  }

  /** One look. */
  get(step: number, path: string) {
    return this.caller.ask(step, { method: 'GET', path, user: 'guest' });
  }

  /** Waits for the answers that are still to come. */
  async settle(): Promise<void> {
    await Promise.all(this.#waiting);
  }

  async #allShifts(step: number, service: string): Promise<void> {
    let cursor: string | undefined;
    do {
      const more = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const answer = await this.get(
        step,
        `${shiftsPath(service)}?limit=100${more}`,
      );
      cursor = (answer?.body as Partial<ShiftPage> | undefined)?.nextCursor;
    } while (cursor);
  }

  #get(step: number, path: string): void {
    const look = this.get(step, path).finally(() => this.#waiting.delete(look));
    this.#waiting.add(look);
  }
}
