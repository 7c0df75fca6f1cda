import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { historyCases } from '../../__testUtils__/platformCases';
import { mergeMoves, movesOfRule, parseHistory } from './automationHistory';

const AWAY = { 'on-prem': 0, aws: 100 };
const DEFAULT = { 'on-prem': 40, aws: 60 };
const at = (minute: number) =>
  `2026-01-01T12:${String(minute).padStart(2, '0')}:00.000Z`;
const moved = (minute: number) =>
  `failed-over ${at(minute)} traffic-watchdog 40/60`;
const returned = (minute: number) =>
  `returned ${at(minute)} traffic-watchdog 40/60`;

const tags = (history?: string, state?: string) => ({
  ...(history && { [HYBRID_TAGS.automationHistory]: history }),
  ...(state && { [HYBRID_TAGS.automation]: state }),
});

describe('the history in a tag', () => {
  it.each(historyCases.map(each => [each.why, each] as const))(
    '%s',
    (_, { text, moves }) => {
      expect(parseHistory(text)).toEqual(moves);
    },
  );
});

describe('the moves of a rule', () => {
  it('are those of its history, the oldest first, and the newest lasts as its state says', () => {
    const rule = tags(
      `${moved(20)} ${moved(1)} ${returned(9)}`,
      `recovering ${at(25)}`,
    );
    expect(movesOfRule(rule, AWAY)).toEqual([
      expect.objectContaining({
        movedAt: at(1),
        end: expect.objectContaining({ at: at(9) }),
      }),
      {
        movedAt: at(20),
        movedBy: 'traffic-watchdog',
        from: DEFAULT,
        lasts: 'recovering',
        recoveringSince: at(25),
        isMoved: true,
      },
    ]);
  });

  it('are under way, and no move yet, while the weights are not there', () => {
    const rule = tags(moved(1), `failed-over ${at(1)}`);
    expect(movesOfRule(rule, DEFAULT)).toEqual([
      expect.objectContaining({ isMoved: false }),
    ]);
    expect(movesOfRule(rule, undefined)).toEqual([
      expect.objectContaining({ isMoved: false }),
    ]);
  });

  it('have no end and last no more where a person took the rule over', () => {
    expect(movesOfRule(tags(moved(1)), AWAY)).toEqual([
      { movedAt: at(1), movedBy: 'traffic-watchdog', from: DEFAULT },
    ]);
  });

  it('are what the state alone tells where functions keep no history', () => {
    expect(movesOfRule(tags(undefined, `failed-over ${at(1)}`), AWAY)).toEqual([
      { movedAt: at(1), lasts: 'failed-over', isMoved: true },
    ]);
    expect(
      movesOfRule(
        tags(`${moved(1)} ${returned(2)}`, `recovering ${at(5)}`),
        AWAY,
      ),
    ).toEqual([
      expect.objectContaining({ movedAt: at(1) }),
      { lasts: 'recovering', recoveringSince: at(5), isMoved: true },
    ]);
  });
});

describe('the moves of several rules of a service', () => {
  const of = (...rules: Record<string, string>[]) =>
    mergeMoves(rules.map(rule => movesOfRule(rule, AWAY)));

  it('are one where they overlap: from the first that moves to the last that returns', () => {
    const [move, ...more] = of(
      tags(`${moved(2)} ${returned(9)}`),
      tags(`${moved(1)} ${returned(8)}`),
    );
    expect(more).toEqual([]);
    expect(move).toMatchObject({
      movedAt: at(1),
      end: { at: at(9), how: 'returned' },
    });
  });

  it('last until the last rule has returned', () => {
    expect(
      of(
        tags(`${moved(1)} ${returned(8)}`),
        tags(moved(2), `recovering ${at(7)}`),
      ),
    ).toEqual([
      expect.objectContaining({ movedAt: at(1), lasts: 'recovering' }),
    ]);
    expect(
      of(
        tags(moved(1), `recovering ${at(7)}`),
        tags(moved(2), `failed-over ${at(2)}`),
      ),
    ).toEqual([
      expect.objectContaining({ movedAt: at(1), lasts: 'failed-over' }),
    ]);
  });

  it('are several where one was over before the next', () => {
    expect(
      of(
        tags(`${moved(20)} ${returned(29)} ${moved(1)} ${returned(9)}`),
        tags(`${moved(21)} ${returned(29)} ${moved(2)} ${returned(9)}`),
      ).map(({ movedAt }) => movedAt),
    ).toEqual([at(1), at(20)]);
  });
});
