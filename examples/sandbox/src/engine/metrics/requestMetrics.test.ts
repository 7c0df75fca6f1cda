import { createMetricStore } from '../../model';
import { naming } from '../naming';
import { createRequestMetrics } from './requestMetrics';

const NOW = 1_800_000_000_000;

function setUp() {
  const scope = {
    accountId: '111122223333',
    region: 'ap-northeast-2',
    platformId: 'shop',
  };
  const store = createMetricStore({ now: () => NOW });
  const metrics = createRequestMetrics({ ...scope, metrics: store });
  const group = naming(scope).targetGroupArn('cart', 'on-prem');
  const published = () =>
    Object.fromEntries(
      store
        .list('AWS/ApplicationELB')
        .flatMap(id =>
          store
            .read(id, { from: NOW, to: NOW + 1, periodMs: 1 })
            .map(period => [
              `${id.dimensions.TargetGroup ? 'group' : 'load balancer'} ${
                id.name
              }`,
              period.sum,
            ]),
        ),
    );
  return { store, metrics, group, published };
}

describe('request metrics', () => {
  it('are published for the target group and for the load balancer', () => {
    const { store, metrics, group, published } = setUp();
    metrics.requested(group);
    metrics.responded(group, 200, 20);
    metrics.requested(group);
    metrics.responded(group, 404, 40);
    metrics.publish(NOW);

    expect(published()).toEqual({
      'group RequestCount': 2,
      'group HTTPCode_Target_2XX_Count': 1,
      'group HTTPCode_Target_4XX_Count': 1,
      'group TargetResponseTime': 0.06,
      'load balancer RequestCount': 2,
      'load balancer HTTPCode_Target_2XX_Count': 1,
      'load balancer HTTPCode_Target_4XX_Count': 1,
      'load balancer TargetResponseTime': 0.06,
    });
    expect(store.list()[0].dimensions).toEqual({
      LoadBalancer: expect.stringMatching(/^app\/shop\/[0-9a-f]{16}$/),
      TargetGroup: expect.stringMatching(
        /^targetgroup\/shop-cart-on-prem\/[0-9a-f]{16}$/,
      ),
    });
  });

  it("count the load balancer's own errors apart from the targets'", () => {
    const { metrics, group, published } = setUp();
    metrics.requested(group);
    metrics.targetFailed(group, 502);
    metrics.loadBalancerFailed(503);
    metrics.publish(NOW);

    expect(published()).toEqual({
      'group RequestCount': 1,
      'group TargetConnectionErrorCount': 1,
      'load balancer RequestCount': 1,
      'load balancer TargetConnectionErrorCount': 1,
      'load balancer HTTPCode_ELB_5XX_Count': 2,
      'load balancer HTTPCode_ELB_502_Count': 1,
      'load balancer HTTPCode_ELB_503_Count': 1,
    });
  });

  it('do not exist for a minute without requests', () => {
    const { store, metrics, group } = setUp();
    metrics.requested(group);
    metrics.publish(NOW - 60_000);
    metrics.publish(NOW);

    const [requests] = store.list();
    expect(
      store.read(requests, { from: NOW, to: NOW + 60_000, periodMs: 60_000 }),
    ).toEqual([]);
  });
});
