import type { ReplicationStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { CachedValue } from '../../cache/Cached';
import { RecentReplications } from './RecentReplications';

const SEEN: ReplicationStatus[] = [
  {
    id: 'shop',
    type: 'task',
    state: 'running',
    migrationType: 'cdc',
    receivingSite: 'on-prem',
    endpoints: [],
    actions: [],
  },
];

describe('the replications of a plan', () => {
  let look: () => Promise<CachedValue<ReplicationStatus[]>>;
  const recent = () =>
    new RecentReplications({ replications: () => look() }, 20);

  it('are those that were looked up, and none where there are none', async () => {
    look = async () => ({ value: SEEN });
    expect(await recent().get('shop')).toEqual({ replications: SEEN });
    look = async () => ({ value: [] });
    expect(await recent().get('shop')).toEqual({ replications: [] });
  });

  it('are the last ones seen, and that is said, while AWS does not answer', async () => {
    const replications = recent();
    look = async () => ({ value: SEEN });
    await replications.get('shop');
    look = () => new Promise(() => {});
    expect(await replications.get('shop')).toEqual({
      replications: SEEN,
      problem: 'AWS has not answered within 0.02 s.',
    });
  });

  it('are unknown, with the reason, when they were never seen', async () => {
    look = async () => ({
      problem: { code: 'aws-failed', message: 'AWS failed.', remedy: 'wait' },
    });
    expect(await recent().get('shop')).toEqual({
      replications: [],
      problem: 'AWS failed.',
    });
  });
});
