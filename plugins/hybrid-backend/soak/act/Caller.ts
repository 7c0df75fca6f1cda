import { setTimeout as delay } from 'node:timers/promises';
import { LONGEST_ANSWER_MS } from '../judge/answers';
import type { Answer } from '../observe/types';
import type { ReplicaProcess, Request } from './ReplicaProcess';

/** So long is tried again what no replica has answered. */
const KEEP_TRYING_MS = 40_000;

/** Asks the replicas in turn, and another one where one does not answer. */
export class Caller {
  #next = 0;

  constructor(
    private readonly replicas: ReplicaProcess[],
    private readonly answered: (answer: Answer) => void,
  ) {}

  /**
   * The first answer. What is asked with a key has the same key each time, and so has its
   * effect once. Undefined when none comes, as nobody waits for ever.
   *
   * @param first - the replica to ask first; the next one unless told
   */
  async ask(
    step: number,
    request: Request,
    first?: number,
  ): Promise<Answer | undefined> {
    const { method, path, key } = request;
    const deadline = Date.now() + KEEP_TRYING_MS;
    for (let tries = 0; Date.now() < deadline; tries++) {
      const replica = (tries === 0 ? first : undefined) ?? this.#turn();
      const sentAt = Date.now();
      try {
        // One second more, so that what is late is known as late.
        const { status, body } = await this.replicas[replica].ask(
          request,
          LONGEST_ANSWER_MS + 1_000,
        );
        const answeredAt = Date.now();
        const answer: Answer = {
          step,
          replica,
          method,
          path,
          sentAt,
          answeredAt,
          status,
          body,
        };
        this.answered(answer);
        // Whoever stands before replicas asks another one where one fails.
        if (status >= 500 && key && tries < this.replicas.length - 1) continue;
        return answer;
      } catch (error) {
        if ((error as Error).name === 'TimeoutError') {
          this.answered({
            step,
            replica,
            method,
            path,
            sentAt,
            answeredAt: Date.now(),
            status: 0,
            body: undefined,
          });
          return undefined;
        }
        await delay(200);
      }
    }
    return undefined;
  }

  /** The next replica that runs, or the next one where none does. */
  #turn(): number {
    const { replicas } = this;
    for (let i = 0; i < replicas.length; i++) {
      this.#next = (this.#next + 1) % replicas.length;
      if (replicas[this.#next].isUp) break;
    }
    return this.#next;
  }
}
