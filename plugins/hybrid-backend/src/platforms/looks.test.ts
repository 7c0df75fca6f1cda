import { healthOfTargets } from '../aws/targetHealth';
import { chooseLooks, type Known } from './looks';

const known = (
  healthy: number | undefined,
  more: Partial<Known> = {},
): Known => ({
  health:
    healthy === undefined
      ? 'unknown'
      : healthOfTargets({ healthy, total: 2, reasons: {} }),
  isRinging: false,
  ...more,
});
const service = (name: string, onPrem = known(2), aws = known(2)) => ({
  service: name,
  known: { 'on-prem': onPrem, aws },
});
const look = (
  services: ReturnType<typeof service>[],
  options: { turn?: number; count: number },
) => {
  const { chosen, turn } = chooseLooks(services, { turn: 0, ...options });
  return {
    chosen: chosen.map(each => `${each.service} ${each.site}`),
    turn,
  };
};

describe('whose targets are looked at', () => {
  it('is all in turn, both sites of each', () => {
    const services = ['a', 'b', 'c'].map(name => service(name));
    const first = look(services, { count: 4 });
    expect(first.chosen).toEqual(['a on-prem', 'a aws', 'b on-prem', 'b aws']);
    const next = look(services, { count: 4, turn: first.turn });
    expect(next.chosen).toEqual(['c on-prem', 'c aws', 'a on-prem', 'a aws']);
  });

  it('is first what is in trouble, by its targets or an alarm', () => {
    const services = [
      service('a'),
      service('b', known(0)),
      service('c', known(2), known(2, { isRinging: true })),
      service('d'),
      service('e'),
    ];
    expect(look(services, { count: 6 }).chosen).toEqual([
      'b on-prem',
      'c aws',
      'a on-prem',
      'a aws',
      'b aws',
      'c on-prem',
    ]);
  });

  it('is of too many in trouble what was not looked at for longest, and some that are well all the same', () => {
    const services = [
      ...[5, 1, 4, 2, 3].map(n =>
        service(
          `down-${n}`,
          known(0, { lookedAt: n }),
          known(0, { lookedAt: n + 10 }),
        ),
      ),
      ...['a', 'b', 'c'].map(name => service(name)),
    ];
    expect(look(services, { count: 6 }).chosen).toEqual([
      'down-1 on-prem',
      'down-2 on-prem',
      'a on-prem',
      'a aws',
      'b on-prem',
      'b aws',
    ]);
  });

  it('is one that seems well and one in trouble where there may be only two looks', () => {
    const services = [service('a'), service('b', known(0)), service('c')];
    expect(look(services, { count: 2 }).chosen).toEqual([
      'b on-prem',
      'a on-prem',
    ]);
  });

  it('is what nothing is known of', () => {
    const services = ['a', 'b', 'c', 'd'].map(name => service(name));
    services.push(service('new', known(undefined)));
    expect(look(services, { count: 5 }).chosen).toContain('new on-prem');
  });

  it('is nobody where there is nobody, and nobody twice where there are few', () => {
    expect(look([], { count: 10 })).toEqual({ chosen: [], turn: 0 });
    expect(look([service('a')], { count: 10 }).chosen).toEqual([
      'a on-prem',
      'a aws',
    ]);
  });
});
