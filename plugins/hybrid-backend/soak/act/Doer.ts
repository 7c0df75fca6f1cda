import {
  planBasis,
  type Evacuation,
  type Plan,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { setTimeout as delay } from 'node:timers/promises';
import type { Action, Course } from '../decide/actions';
import { hasEnded, type Asked } from '../judge/records';
import type { StartedFromPlan } from '../judge/plans';
import type { Answer } from '../observe/types';
import type { Caller } from './Caller';
import {
  evacuationPath,
  evacuationsPath,
  holdPath,
  servicePath,
  shiftPath,
  shiftsPath,
} from './paths';
import type { Request } from './ReplicaProcess';

/** A hold that somebody has, and what they are called. */
interface HeldService {
  service: string;
  user: string;
}

const OPERATOR = 'mina';

/** Does what was decided, by requests as people make them. */
export class Doer {
  /** The shifts that were asked for, accepted or not. */
  readonly asked: Asked[] = [];
  /** Shifts that were started from a plan, and are not judged yet. */
  readonly fromPlans: StartedFromPlan[] = [];
  #active: { service: string; id: string }[] = [];
  #held: HeldService[] = [];
  #evacuation: string | undefined;

  constructor(private readonly caller: Caller) {}

  /** Shifts that were accepted and, as far as is known, have not ended. */
  get active(): readonly { service: string; id: string }[] {
    return this.#active;
  }

  /** It is known of these that they have ended. */
  ended(ids: ReadonlySet<string>): void {
    this.#active = this.#active.filter(({ id }) => !ids.has(id));
  }

  async do(step: number, action: Action): Promise<void> {
    switch (action.do) {
      case 'shift':
        await this.#shift(
          step,
          action,
          action.course,
          {
            ...(action.force && { force: action.force }),
          },
          action.replica,
        );
        break;
      case 'plan-and-shift':
        await this.#planAndShift(step, action);
        break;
      case 'abort': {
        const one = chosen(this.#active, action.which);
        if (!one) return;
        await this.#ask(
          step,
          'POST',
          `${shiftPath(one.service, one.id)}/abort`,
          {
            body: { rollBack: action.rollBack },
          },
        );
        break;
      }
      case 'hold':
        await this.#hold(step, action);
        break;
      case 'release': {
        const one = chosen(this.#held, action.which);
        if (!one) return;
        this.#held = this.#held.filter(each => each !== one);
        await this.#ask(step, 'DELETE', holdPath(one.service), {
          user: one.user,
        });
        break;
      }
      case 'evacuate': {
        const answer = await this.#ask(step, 'POST', evacuationsPath, {
          key: `soak-${step}`,
          body: { off: action.off, reason: reasonOf(step) },
        });
        if (isAccepted(answer)) {
          this.#evacuation = (answer.body as Evacuation).id;
        }
        break;
      }
      case 'abort-evacuation':
        if (!this.#evacuation) return;
        await this.#ask(
          step,
          'POST',
          `${evacuationPath(this.#evacuation)}/abort`,
        );
        break;
      default:
        await this.#ask(step, 'POST', `${evacuationsPath}/plans`, {
          body: { off: action.off },
        });
    }
  }

  /** Ends what would go on for long, and lets go of what is held. */
  async tidyUp(step: number): Promise<void> {
    if (this.#evacuation) await this.do(step, { do: 'abort-evacuation' });
    await Promise.all(
      this.#held
        .splice(0)
        .map(({ service, user }) =>
          this.#ask(step, 'DELETE', holdPath(service), { user }),
        ),
    );
    await Promise.all(
      this.#active.map(({ service, id }) =>
        this.#ask(step, 'POST', `${shiftPath(service, id)}/abort`, {
          body: { rollBack: true },
        }),
      ),
    );
  }

  async #shift(
    step: number,
    { service, user }: { service: string; user: string },
    course: Course,
    more: object = {},
    replica?: number,
  ): Promise<Answer | undefined> {
    const asked: Asked = { step, service, reason: reasonOf(step) };
    this.asked.push(asked);
    const answer = await this.#ask(
      step,
      'POST',
      shiftsPath(service),
      {
        user,
        key: `soak-${step}`,
        body: { ...course, reason: asked.reason, ...more },
      },
      replica,
    );
    if (!isAccepted(answer)) return undefined;
    const { id, state } = answer.body as Shift;
    asked.id = id;
    if (!hasEnded({ state })) this.#active.push({ service, id });
    return answer;
  }

  async #planAndShift(
    step: number,
    action: Extract<Action, { do: 'plan-and-shift' }>,
  ): Promise<void> {
    const { service, user, course, thinksMs } = action;
    const planned = await this.#ask(
      step,
      'POST',
      `${servicePath(service)}/plans`,
      { user, body: course },
    );
    if (planned?.status !== 200) return;
    const plan = planned.body as Plan;
    await delay(thinksMs);
    const answer = await this.#shift(step, action, course, {
      planned: planBasis(plan),
    });
    if (!answer) return;
    this.fromPlans.push({
      step,
      plan,
      shift: answer.body as Shift,
      sentAt: answer.sentAt,
    });
  }

  async #hold(step: number, { service, user }: HeldService): Promise<void> {
    const answer = await this.#ask(step, 'PUT', holdPath(service), {
      user,
      body: { durationSeconds: 60, reason: reasonOf(step) },
    });
    if (answer && answer.status < 300) this.#held.push({ service, user });
  }

  #ask(
    step: number,
    method: Request['method'],
    path: string,
    more: Partial<Request> = {},
    replica?: number,
  ): Promise<Answer | undefined> {
    const request = { method, path, user: OPERATOR, ...more };
    return this.caller.ask(step, request, replica);
  }
}

function reasonOf(step: number): string {
  return `soak ${step}`;
}

function isAccepted(answer: Answer | undefined): answer is Answer {
  return answer?.status === 202 || answer?.status === 200;
}

function chosen<T>(list: readonly T[], which: number): T | undefined {
  return list[Math.floor(which * list.length)];
}
