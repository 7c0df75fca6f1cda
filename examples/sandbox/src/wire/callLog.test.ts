import { CallLog } from './callLog';

const call = (operation: string, at = 0) => ({
  service: 'dms',
  operation,
  region: 'r',
  accessKeyId: 'k',
  requestId: 'i',
  at,
});

describe('CallLog', () => {
  it('keeps the newest calls and counts all of them', () => {
    const log = new CallLog(3);
    for (let at = 1; at <= 5; at++) {
      log.record(call(at % 2 ? 'Odd' : 'Even', at), 1, 'ok');
    }
    expect(log.list().map(({ at }) => at)).toEqual([3, 4, 5]);
    expect(log.list('Odd').map(({ at }) => at)).toEqual([3, 5]);
    expect(log.count()).toEqual({ total: 5, failed: 0 });
    log.clear();
    expect(log.list()).toEqual([]);
    expect(log.count()).toEqual({ total: 0, failed: 0 });
  });

  it('does not grow with names that clients make up', () => {
    const log = new CallLog(10);
    for (let i = 0; i < 2_000; i++) {
      log.record(call(`MadeUp${i}`), 1, 'InvalidAction');
    }
    expect(log.count().total).toBe(500);
    expect(log.list()).toHaveLength(10);
  });
});
