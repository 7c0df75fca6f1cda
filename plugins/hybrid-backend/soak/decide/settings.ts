import type { AwsFaults, TagIndexFaults } from '@hybrid-platform/sandbox';
import type { Fault, FaultKind } from './faults';

/** How a sandbox is while faults last. */
export interface Settings {
  /** What is switched off, as the sandbox names it: `aws`, `cart/aws`, `tunnel/1`. */
  down: string[];
  /** Services whose default weights something else puts back. */
  controllers: string[];
  index: TagIndexFaults;
  aws: AwsFaults;
}

/** How a sandbox is while these faults last, each beside the others. */
export function settingsOf(faults: readonly Fault[]): Settings {
  const of = <K extends FaultKind>(kind: K) =>
    faults.filter((fault): fault is Extract<Fault, { kind: K }> =>
      isA(fault, kind),
    );
  const most = (numbers: number[]) => Math.max(0, ...numbers);
  const rate = (kind: 'throttling' | 'errors' | 'answers-lost') =>
    most(of(kind).map(fault => fault.rate));
  return {
    down: [
      ...of('site-down').map(({ site }) => site),
      ...of('service-down').map(({ service, site }) => `${service}/${site}`),
      ...of('tunnels-down').flatMap(() => ['tunnel/1', 'tunnel/2']),
    ],
    controllers: of('controller').map(({ service }) => service),
    index: {
      lagSeconds: most(of('index-lags').map(({ seconds }) => seconds)),
      keepDeleted: of('index-keeps-deleted').length > 0 ? 2 : 0,
      hide: of('index-misses').map(({ what }) => what),
    },
    aws: {
      throttleRate: rate('throttling'),
      errorRate: rate('errors'),
      dropRate: rate('answers-lost'),
      hangRate: 0,
      dropAfterApply: true,
      latencyMs: most(of('latency').map(({ ms }) => ms)),
      operations: [],
    },
  };
}

function isA(fault: Fault, kind: FaultKind): boolean {
  return fault.kind === kind;
}
