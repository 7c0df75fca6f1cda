import { printReport } from './print';
import { reportDrill } from './report';

const outageAt = Date.parse('2026-01-01T12:00:20Z');
const at = (seconds: number) => outageAt + seconds * 1000;

const report = reportDrill({
  detection: 'alarm',
  outageAt,
  endedAt: at(120),
  requestsPerSecond: 1,
  services: new Map([
    [
      'cart',
      {
        detected: at(8),
        alarmed: at(100),
        decided: at(100.3),
        moved: at(100.4),
      },
    ],
    [
      'order',
      { detected: at(9), alarmed: at(100), decided: at(100.9), moved: at(101) },
    ],
  ]),
  requests: [
    {
      service: 'cart',
      sentAt: at(-1),
      endedAt: at(-1),
      status: 200,
      site: 'on-prem',
    },
    {
      service: 'cart',
      sentAt: at(1),
      endedAt: at(1),
      status: 502,
      site: 'on-prem',
    },
    {
      service: 'order',
      sentAt: at(100),
      endedAt: at(100),
      status: 200,
      site: 'aws',
    },
    { service: 'order', sentAt: at(100.2), endedAt: at(100.2), status: 502 },
    {
      service: 'cart',
      sentAt: at(110),
      endedAt: at(110),
      status: 200,
      site: 'aws',
    },
  ],
});

describe('the printed report', () => {
  it('tells what happened in the order in which it happened', () => {
    const [, ...lines] = printReport(report).split('\n');
    const times = lines
      .map(line => /^ +([\d.]+) s {2}\S/.exec(line)?.[1])
      .filter(text => text !== undefined)
      .map(Number);
    expect(times).toEqual([0, 8, 100, 100.2, 100.3, 100.4]);
  });

  it('gives the figures of every service', () => {
    expect(printReport(report)).toMatch(
      /^ +cart +8\.0 s +100\.3 s +100\.4 s +1\.0 s +1 of 1 \(100 %\)$/m,
    );
    expect(printReport(report)).toContain(
      'Time to recovery:   100.2 s (limit 300 s)',
    );
  });

  it('says in words that all went well, or what did not', () => {
    expect(printReport(report)).toMatch(
      /Passed: all traffic moved to aws by itself\.$/,
    );
    expect(
      printReport({
        ...report,
        recoverySeconds: null,
        failures: ['the traffic of cart did not move'],
        passed: false,
      }),
    ).toMatch(/not recovered\n.*\nFAILED: the traffic of cart did not move\.$/);
  });

  it('says what it did not measure', () => {
    expect(printReport(report)).toContain('Not in it:          CloudWatch');
  });
});
