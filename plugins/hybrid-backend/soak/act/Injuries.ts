import { setTimeout as delay } from 'node:timers/promises';
import type { Fault, FaultKind } from '../decide/faults';
import { settingsOf, type Settings } from '../decide/settings';
import type { Trouble } from '../judge/stuck';
import type { Stage } from './startStage';

/** Faults that keep work from going on while they last. */
const TROUBLES: FaultKind[] = [
  'throttling',
  'errors',
  'answers-lost',
  'latency',
  'replica-killed',
  'database-away',
  'lease-lost',
];

/** AWS is late by so much before a replica is cut off. */
const LATE_MS = 2_000;
/** A replica is cut off as soon as so many of its shifts wait for AWS, or after a while. */
const WAITING = 3;
const LATE_FOR_MS = 3_500;

/** What goes wrong on a stage. */
export class Injuries {
  readonly #faults = new Set<Fault>();
  readonly #troubles = new Map<Fault, Trouble>();
  #settings: Settings = settingsOf([]);
  #awsBackAt = 0;

  constructor(private readonly stage: Stage) {}

  get troubles(): Trouble[] {
    return [...this.#troubles.values()];
  }

  /** How long a look at AWS may take, on a machine that is busy. */
  get lookMs(): number {
    const justNow = Date.now() - this.#awsBackAt < 10_000;
    return justNow || this.#hasAwsFault() ? 2_000 : 1_000;
  }

  async begin(fault: Fault): Promise<void> {
    this.#faults.add(fault);
    if (TROUBLES.includes(fault.kind)) {
      this.#troubles.set(fault, { from: Date.now() });
    }
    await this.#apply();
    const { sandbox, replicas, links, lateAnswers } = this.stage;
    switch (fault.kind) {
      case 'rule-replaced':
        sandbox.control.replaceRule(fault.service);
        break;
      case 'replica-killed':
        await replicas[fault.replica].kill();
        break;
      case 'database-away':
        links.forEach(link => link.cut());
        break;
      case 'lease-lost':
        lateAnswers.begin(replicas[fault.replica].accessKeyId, LATE_MS);
        for (let ms = 0; ms < LATE_FOR_MS; ms += 50) {
          if (lateAnswers.count >= WAITING) break;
          await delay(50);
        }
        lateAnswers.end();
        links[fault.replica].cut();
        break;
      default:
    }
  }

  async end(fault: Fault): Promise<void> {
    if (!this.#faults.delete(fault)) return;
    if (this.#hasAwsFault()) this.#awsBackAt = Date.now();
    await this.#apply();
    this.#awsBackAt = Date.now();
    const { replicas, links } = this.stage;
    switch (fault.kind) {
      case 'replica-killed':
        // It takes as long as it takes; the other one goes on.
        void replicas[fault.replica].start().then(() => this.#isOver(fault));
        return;
      case 'database-away':
        links.forEach(link => link.restore());
        break;
      case 'lease-lost':
        links[fault.replica].restore();
        break;
      default:
    }
    this.#isOver(fault);
  }

  /** Everything is as it should be, and comes to rest. */
  async endAll(): Promise<void> {
    for (const fault of [...this.#faults]) await this.end(fault);
    for (const replica of this.stage.replicas) await replica.start();
  }

  #isOver(fault: Fault): void {
    const trouble = this.#troubles.get(fault);
    if (trouble) trouble.until = Date.now();
  }

  #hasAwsFault(): boolean {
    const { throttleRate, errorRate, dropRate, latencyMs } = this.#settings.aws;
    return throttleRate + errorRate + dropRate + latencyMs > 0;
  }

  async #apply(): Promise<void> {
    const { control } = this.stage.sandbox;
    const before = this.#settings;
    const next = settingsOf([...this.#faults]);
    this.#settings = next;
    const changed = (a: string[], b: string[]) =>
      a.filter(each => !b.includes(each));
    for (const what of changed(next.down, before.down)) {
      this.#switch(what, false);
    }
    for (const what of changed(before.down, next.down))
      this.#switch(what, true);
    for (const each of changed(next.controllers, before.controllers)) {
      control.setController(each, 1);
    }
    for (const each of changed(before.controllers, next.controllers)) {
      control.setController(each, null);
    }
    control.setIndex(next.index);
    await control.setAwsFaults(next.aws);
  }

  #switch(what: string, up: boolean): void {
    const { control } = this.stage.sandbox;
    const [name, place] = what.split('/');
    if (name === 'tunnel') control.setTunnel(place, up);
    else if (place === undefined) control.setSite(name, up);
    else control.setService(name, place, up);
  }
}
