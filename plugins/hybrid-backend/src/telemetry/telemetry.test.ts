import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  metricsServiceRef,
  tracingServiceRef,
  type MetricAttributes,
  type MetricsService,
  type MetricsServiceObservableCallback,
  type TracingService,
  type TracingServiceSpanOptions,
} from '@backstage/backend-plugin-api/alpha';
import {
  metricsServiceMock,
  tracingServiceMock,
} from '@backstage/backend-test-utils/alpha';
import {
  FINAL_SHIFT_STATES,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { until } from '@hybrid-platform/sandbox/testing';
import { withBackend } from '../__testUtils__/withBackend';

const CART = '/services/default/component/cart';

interface Span {
  name: string;
  parent?: Span;
  attributes: Record<string, unknown>;
}

/** Keeps what was measured, by the metric's name. */
function recorder() {
  const values: Record<string, [number, MetricAttributes?][]> = {};
  const gauges: Record<string, MetricsServiceObservableCallback> = {};
  const spans: Span[] = [];
  const active = new AsyncLocalStorage<Span>();
  const keep = (name: string) => {
    values[name] = [];
    return (value: number, attributes?: MetricAttributes) => {
      values[name].push([value, attributes]);
    };
  };
  const metrics: MetricsService = metricsServiceMock.mock({
    createCounter: (name: string) => ({ add: keep(name) }),
    createHistogram: (name: string) => ({ record: keep(name) }),
    createObservableGauge: (name: string) => ({
      addCallback: (callback: MetricsServiceObservableCallback) => {
        gauges[name] = callback;
      },
      removeCallback: () => {},
    }),
  });
  const tracing: TracingService = Object.assign(tracingServiceMock.mock(), {
    startActiveSpan: async (
      name: string,
      { attributes = {} }: TracingServiceSpanOptions,
      run: (span: object) => Promise<unknown>,
    ) => {
      const span: Span = {
        name,
        parent: active.getStore(),
        attributes: { ...attributes },
      };
      spans.push(span);
      return active.run(span, () =>
        run({
          setStatus: () => {},
          setAttribute: (key: string, value: unknown) => {
            span.attributes[key] = value;
          },
        }),
      );
    },
  });
  return { values, gauges, spans, metrics, tracing };
}

describe('telemetry', () => {
  let recorded: ReturnType<typeof recorder>;

  const { platform, backend } = withBackend(
    async () => {
      recorded = recorder();
      const { metrics, tracing } = recorded;
      return {
        features: [
          createServiceFactory({
            service: metricsServiceRef,
            deps: {},
            factory: () => metrics,
          }),
          createServiceFactory({
            service: tracingServiceRef,
            deps: {},
            factory: () => tracing,
          }),
        ],
      };
    },
    { each: true },
  );

  const shift = async (): Promise<Shift> => {
    const body = { kind: 'failover', to: 'aws', reason: 'a test' };
    const answer = await backend.post(`${CART}/shifts`, body, {
      'Idempotency-Key': randomUUID(),
    });
    return until(
      async () => (await backend.get(`${CART}/shifts/${answer.body.id}`)).body,
      ({ state }: Shift) => FINAL_SHIFT_STATES.includes(state),
    );
  };

  const gauge = async (name: string) => {
    const seen: [number, MetricAttributes?][] = [];
    await recorded.gauges[name]({
      observe: (value, attributes) => seen.push([value, attributes]),
    });
    return seen;
  };

  it('counts a shift by kind and result, and measures its recovery time', async () => {
    const { recoveryTimeSeconds } = await shift();
    const of = {
      'hybrid.platform': 'shop',
      'hybrid.shift.kind': 'failover',
      'hybrid.shift.evacuation': false,
    };
    await until(
      () => recorded.values['hybrid.shifts'],
      list => list.length > 0,
    );
    expect(recorded.values['hybrid.shifts']).toEqual([
      [1, { ...of, 'hybrid.shift.result': 'succeeded' }],
    ]);
    expect(recorded.values['hybrid.shift.recovery_time']).toEqual([
      [recoveryTimeSeconds, of],
    ]);
  }, 15_000);

  it('counts the calls to AWS by service, operation and outcome, each try and throttle', async () => {
    let refused = 0;
    platform.onCall(name => {
      if (name !== 'DescribeTargetHealth' || refused > 0) return undefined;
      refused += 1;
      return { error: 'throttled' };
    });
    await backend.get(CART);
    const of = {
      'rpc.service': 'ElasticLoadBalancingV2',
      'rpc.method': 'DescribeTargetHealth',
      'hybrid.platform': 'shop',
    };
    const calls = recorded.values['hybrid.aws.calls'].filter(
      ([, attributes]) => attributes?.['rpc.method'] === of['rpc.method'],
    );
    expect(calls).toContainEqual([1, { ...of, outcome: 'ok' }]);
    expect(calls).toContainEqual([
      1,
      { ...of, outcome: 'throttled', 'error.type': 'Throttling' },
    ]);
    expect(calls).toHaveLength(3);
    expect(recorded.values['hybrid.aws.throttles']).toEqual([[1, of]]);
    expect(recorded.values['hybrid.aws.calls']).toHaveLength(
      platform.calls().length,
    );
  }, 15_000);

  it('makes a span of a shift, with its calls to AWS as children', async () => {
    const { id } = await shift();
    const written = recorded.spans.find(({ name }) =>
      name.endsWith('/ModifyRule'),
    );
    expect(written).toMatchObject({
      name: 'ElasticLoadBalancingV2/ModifyRule',
      attributes: {
        'rpc.system': 'aws-api',
        'aws.request_id': expect.any(String),
      },
      parent: { name: 'hybrid.shift', attributes: { 'hybrid.shift.id': id } },
    });
  }, 15_000);

  it('tells how many services have drifted, and how many shifts are under way', async () => {
    platform.setWeights('cart', { 'on-prem': 90, aws: 10 });
    await until(
      async () => (await backend.get(CART)).body.drift,
      drift => drift?.since !== undefined,
    );
    expect(await gauge('hybrid.drifts.active')).toEqual([
      [1, { 'hybrid.platform': 'shop' }],
    ]);
    expect(await gauge('hybrid.shifts.active')).toEqual([
      [0, { 'hybrid.platform': 'shop' }],
    ]);
  });

  it('counts an evacuation as it ends, and its services as shifts', async () => {
    const { id } = await backend
      .client()
      .evacuate(
        'shop',
        { off: 'on-prem', reason: 'a test', services: ['cart', 'order'] },
        { idempotencyKey: randomUUID() },
      );
    expect(await gauge('hybrid.evacuations.active')).toEqual([
      [expect.any(Number), { 'hybrid.platform': 'shop' }],
    ]);
    await until(
      () => backend.client().getEvacuation('shop', id),
      ({ state }) => state === 'completed',
    );
    await until(
      () => recorded.values['hybrid.shifts'],
      list => list.length === 2,
    );
    expect(recorded.values['hybrid.evacuations']).toEqual([
      [
        1,
        {
          'hybrid.platform': 'shop',
          'hybrid.evacuation.off': 'on-prem',
          'hybrid.evacuation.result': 'completed',
        },
      ],
    ]);
    expect(
      recorded.values['hybrid.shifts'].map(
        ([, attributes]) => attributes!['hybrid.shift.evacuation'],
      ),
    ).toEqual([true, true]);
    expect(await gauge('hybrid.evacuations.active')).toEqual([
      [0, { 'hybrid.platform': 'shop' }],
    ]);
  }, 15_000);

  it('names no entity in any metric', async () => {
    await shift();
    await until(
      () => recorded.values['hybrid.shifts'],
      list => list.length > 0,
    );
    expect(JSON.stringify(recorded.values)).not.toContain('cart');
  }, 15_000);
});
