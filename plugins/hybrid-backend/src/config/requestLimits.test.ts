import { ConfigReader } from '@backstage/config';
import { AWS_REQUEST_LIMITS, readRequestLimits } from './requestLimits';

const read = (requestLimits?: object) =>
  readRequestLimits(
    new ConfigReader(JSON.parse(JSON.stringify({ hybrid: { requestLimits } }))),
  );

describe('the limits of requests', () => {
  it('are what AWS publishes, unless told otherwise', () => {
    expect(read()).toEqual(AWS_REQUEST_LIMITS);
    expect(read({ write: { perSecond: 6 } })).toEqual({
      ...AWS_REQUEST_LIMITS,
      write: { burst: 20, perSecond: 6 },
    });
  });

  it.each([
    [{ read: { burst: 0 } }, 'hybrid.requestLimits.read.burst'],
    [{ account: { perSecond: 0 } }, 'hybrid.requestLimits.account.perSecond'],
    [{ write: { perSecond: 'fast' } }, 'hybrid.requestLimits.write.perSecond'],
  ])('cannot be %j', (limits, path) => {
    expect(() => read(limits)).toThrow(path);
  });
});
