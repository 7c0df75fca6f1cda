import type { SentRequest } from './load';
import { reportDrill, type DrillRecord } from './report';

const outageAt = Date.parse('2026-01-01T12:00:20Z');
const at = (seconds: number) => outageAt + seconds * 1000;

/** One request per second and service from -10 s to 60 s; on-prem's fail until `until`. */
function requests(services: string[], until: number): SentRequest[] {
  return services.flatMap(service =>
    Array.from({ length: 70 }, (_, index) => {
      const second = index - 10;
      const onPrem = index % 10 < 4 && second < until;
      return {
        service,
        sentAt: at(second),
        endedAt: at(second) + 5,
        status: onPrem && second >= 0 ? 502 : 200,
        site: onPrem ? 'on-prem' : 'aws',
      };
    }),
  );
}

function record(change: Partial<DrillRecord> = {}): DrillRecord {
  return {
    detection: 'watchdog',
    outageAt,
    endedAt: at(60),
    requestsPerSecond: 1,
    services: new Map([
      ['cart', { detected: at(8), decided: at(11), moved: at(11.04) }],
      ['order', { detected: at(9), decided: at(12), moved: at(12.5) }],
    ]),
    requests: requests(['cart', 'order'], 12),
    ...change,
  };
}

describe('the report of a drill', () => {
  it('measures from the outage to the last request that failed', () => {
    const report = reportDrill(record());
    expect(report).toMatchObject({
      passed: true,
      failures: [],
      movedSeconds: 12.5,
      recoverySeconds: 11,
      secondsIntoMinute: 20,
      limitSeconds: 90,
    });
    expect(report.services[0]).toMatchObject({
      service: 'cart',
      detected: 8,
      alarmed: null,
      decided: 11,
      moved: 11,
      lastFailure: 11,
    });
  });

  it('counts before, during and after apart', () => {
    const report = reportDrill(record());
    expect(report.before).toEqual({
      requests: 20,
      failed: 0,
      failedPercent: 0,
      onPremPercent: 40,
    });
    // Twelve seconds of two services: 0-3 and 10-11 of each ten went on-prem.
    expect(report.duringOutage).toEqual({
      requests: 24,
      failed: 12,
      failedPercent: 50,
    });
    expect(report.after).toEqual({ requests: 96, failed: 0, failedPercent: 0 });
  });

  it('counts a connection that failed as a failed request', () => {
    const lost = { service: 'cart', sentAt: at(5), endedAt: at(5) };
    const { duringOutage } = reportDrill(
      record({ requests: [...record().requests, lost] }),
    );
    expect(duringOutage.failed).toBe(13);
  });
});

describe('a request that was under way when on-prem went down', () => {
  it('belongs to the outage', () => {
    const lost = { service: 'cart', sentAt: at(-0.01), endedAt: at(0.01) };
    const report = reportDrill(
      record({ requests: [...record().requests, lost] }),
    );
    expect(report.passed).toBe(true);
    expect(report.duringOutage.failed).toBe(13);
  });
});

describe('a drill fails', () => {
  it('when the traffic of a service did not move', () => {
    const services = new Map(record().services).set('order', {});
    expect(reportDrill(record({ services }))).toMatchObject({
      passed: false,
      movedSeconds: null,
      recoverySeconds: null,
      failures: ['the traffic of order did not move'],
    });
  });

  it('when it moved too late', () => {
    const services = new Map([['cart', { moved: at(90.1) }]]);
    expect(reportDrill(record({ services })).failures).toEqual([
      'the traffic moved after 90.1 s; the limit is 90 s',
    ]);
    expect(reportDrill(record({ services, detection: 'alarm' })).passed).toBe(
      true,
    );
  });

  it('when requests go on failing after the traffic has moved', () => {
    expect(
      reportDrill(record({ requests: requests(['cart'], 30) })).failures,
    ).toEqual(['requests failed after all traffic had moved']);
  });

  it('when nothing failed: then there was no outage', () => {
    expect(
      reportDrill(record({ requests: requests(['cart'], 0) })).failures,
    ).toEqual(['no request failed, so there was no outage to recover from']);
  });

  it('when requests failed before the outage', () => {
    const broken = {
      service: 'cart',
      sentAt: at(-3),
      endedAt: at(-3),
      status: 502,
    };
    expect(
      reportDrill(record({ requests: [...record().requests, broken] }))
        .failures,
    ).toEqual(['1 requests failed before the outage']);
  });
});
