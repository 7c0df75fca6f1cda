import type {
  SafetyRuleId,
  SiteReadiness,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { shownReadiness } from './shownReadiness';

const THEN = '2026-11-22T12:00:00.000Z';
const NOW = '2026-11-22T12:19:00.000Z';

const site = (checkedAt: string, ...failed: SafetyRuleId[]): SiteReadiness => ({
  ready: failed.length === 0,
  failed: failed.map(id => ({
    id,
    title: id,
    passed: false,
    explanation: 'No.',
    forceable: true,
  })),
  checkedAt,
});
const evaluated = (...failed: SafetyRuleId[]) => ({
  'on-prem': site(THEN, ...failed),
  aws: site(THEN),
});
const live = (
  failed: SafetyRuleId[] = [],
  known: { health?: false; replication?: false } = {},
) => ({
  readiness: { 'on-prem': site(NOW, ...failed), aws: site(NOW) },
  sites: known.health === false ? [] : (['on-prem', 'aws'] as const),
  replication: known.replication !== false,
});
const onPrem = (...asked: Parameters<typeof shownReadiness>) => {
  const found = shownReadiness(...asked)?.['on-prem'];
  return (
    found && {
      ready: found.ready,
      failed: found.failed.map(({ id }) => id),
      checkedAt: found.checkedAt,
    }
  );
};

describe('the readiness that is shown', () => {
  it('is not that a dead site could take all, whatever was evaluated before', () => {
    expect(
      onPrem(
        evaluated(),
        live(['gaining-site-healthy'], { replication: false }),
      ),
    ).toEqual({
      ready: false,
      failed: ['gaining-site-healthy'],
      checkedAt: NOW,
    });
  });

  it('is not that a site could not that serves again', () => {
    expect(
      onPrem(evaluated('gaining-site-healthy', 'never-dark'), live()),
    ).toEqual({ ready: true, failed: [], checkedAt: NOW });
  });

  it('has of what is not shown beside it the last evaluation, and its age', () => {
    const unknown = live([], { replication: false });
    expect(onPrem(evaluated('replication-caught-up'), unknown)).toEqual({
      ready: false,
      failed: ['replication-caught-up'],
      checkedAt: THEN,
    });
    expect(onPrem(evaluated(), unknown)).toEqual({
      ready: true,
      failed: [],
      checkedAt: THEN,
    });
  });

  it('keeps what was evaluated of targets whose health is not shown', () => {
    expect(
      onPrem(
        evaluated('gaining-site-healthy'),
        live(['never-dark'], { health: false }),
      ),
    ).toMatchObject({ ready: false, failed: ['gaining-site-healthy'] });
  });

  it('is none as long as nothing was evaluated and not all is shown', () => {
    expect(onPrem(undefined, live([], { replication: false }))).toBeUndefined();
    expect(onPrem(undefined, live())).toMatchObject({ ready: true });
  });
});
