import { until } from '@hybrid-platform/sandbox/testing';
import { withBackend } from '../__testUtils__/withBackend';
import { AWS_TIMEOUTS } from '../aws/clients';

describe('a platform whose tag query never answers', () => {
  const { platform, backend } = withBackend(
    async () => {
      jest.replaceProperty(AWS_TIMEOUTS, 'requestTimeout', 300);
      return {};
    },
    { each: true },
  );

  afterEach(() => jest.restoreAllMocks());

  const status = async () => (await backend.get('/platforms/shop')).body;

  it('is shown as it was, with its age and the reason, and anew when AWS answers', async () => {
    const shown = await status();
    expect(shown.snapshot.stale).toBe(false);
    platform.onCall(operation =>
      operation === 'GetResources' ? { hang: 'before' } : undefined,
    );
    const silent = await until(status, ({ snapshot }) => snapshot.stale);
    expect(silent.snapshot.problem.code).toBe('aws-unreachable');
    expect(silent.snapshot.takenAt).toBe(shown.snapshot.takenAt);
    platform.onCall(undefined);
    await until(status, ({ snapshot }) => !snapshot.stale);
  });
});
