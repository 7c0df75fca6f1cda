import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { historyCases } from '../testing/cases/automationHistory';
import { FakeAws } from '../testing/fakeAws';
import {
  formatHistory,
  parseHistory,
  withMove,
  type Move,
} from './automationHistory';
import { failOverService } from './failOverService';
import { recoverService } from './recoverService';

const HOLD_DOWN = { holdDownMs: 300_000 };
const iso = (at: number) => new Date(at).toISOString();
const weights = (onPrem: number, aws: number) => ({ 'on-prem': onPrem, aws });

function move(minute: number, ended = true, from = weights(40, 60)): Move {
  const at = Date.UTC(2026, 0, 1, 0, minute);
  const by = 'reset-default-traffic';
  return {
    at,
    by: 'increase-aws-traffic',
    from,
    ...(ended && {
      end: { how: 'returned' as const, at: at + 30_000, by, weights: from },
    }),
  };
}

describe('the text of the history', () => {
  for (const { why, text, moves } of historyCases) {
    it(why, () => {
      const read = parseHistory(text).map(each => ({
        ...each,
        at: iso(each.at),
        ...(each.end && { end: { ...each.end, at: iso(each.end.at) } }),
      }));
      assert.deepEqual(read, moves);
      assert.deepEqual(
        parseHistory(formatHistory(parseHistory(text))),
        parseHistory(text),
      );
    });
  }

  it('has room for two moves with any weights, and drops the oldest', () => {
    const moves = [4, 2, 0].map(m => move(m, true, weights(999, 999)));
    const text = formatHistory(moves);
    assert.ok(text.length <= 256);
    assert.deepEqual(parseHistory(text), moves.slice(0, 2));
    assert.match(text, /^[\w .:/=+@-]*$/);
  });

  it('has a move once, though it was begun twice', () => {
    const [second, first] = [move(1, false), move(0, false)];
    assert.deepEqual(withMove([first], second, true), [second]);
    assert.deepEqual(withMove([first], second, false), [second, first]);
    assert.deepEqual(withMove([move(0)], second, true), [second, move(0)]);
  });
});

describe('what automation leaves behind', () => {
  const setUp = async () => {
    const aws = new FakeAws(['cart']);
    const context = aws.context();
    const [service] = (await context.discover()).services;
    const failOver = async () => {
      aws.setHealth('cart', 'on-prem', 'unhealthy');
      await failOverService(service, context);
    };
    const recover = () => recoverService(service, HOLD_DOWN, context);
    return { aws, failOver, recover };
  };

  it('is when it moved the traffic and when it brought it back, by one call more', async () => {
    const { aws, failOver, recover } = await setUp();
    await failOver();
    assert.equal(
      aws.history('cart'),
      'failed-over 2026-01-01T00:00:00Z tested 40/60',
    );
    assert.deepEqual(aws.writes(), ['AddTags', 'ModifyRule']);

    aws.setHealth('cart', 'on-prem', 'healthy');
    await recover();
    aws.clock.advance(HOLD_DOWN.holdDownMs);
    aws.calls.length = 0;
    await recover();
    assert.equal(
      aws.history('cart'),
      'failed-over 2026-01-01T00:00:00Z tested 40/60 returned 2026-01-01T00:05:00Z tested 40/60',
    );
    assert.deepEqual(aws.writes(), ['ModifyRule', 'AddTags', 'RemoveTags']);
    assert.equal(aws.automation('cart'), undefined);
  });

  it('is one move, however often on-prem comes and goes in it', async () => {
    const { aws, failOver, recover } = await setUp();
    await failOver();
    const history = aws.history('cart');
    aws.setHealth('cart', 'on-prem', 'healthy');
    await recover();
    aws.clock.advance(60_000);
    await failOver();
    assert.equal(
      aws.automation('cart'),
      'failed-over 2026-01-01T00:01:00.000Z',
    );
    assert.equal(aws.history('cart'), history);
  });

  it('says when somebody else had changed the weights', async () => {
    const { aws, failOver, recover } = await setUp();
    await failOver();
    aws.setWeights('cart', weights(10, 90));
    aws.clock.advance(60_000);
    await recover();
    assert.match(
      aws.history('cart')!,
      / left 2026-01-01T00:01:00Z tested 10\/90$/,
    );
  });

  it('says that it has returned, though the reset was stopped before it could', async () => {
    const { aws, failOver, recover } = await setUp();
    await failOver();
    aws.setHealth('cart', 'on-prem', 'healthy');
    await recover();
    aws.clock.advance(HOLD_DOWN.holdDownMs);
    aws.before = name => {
      if (name === 'AddTags') throw new Error('rate exceeded');
    };
    await assert.rejects(recover(), /rate exceeded/);
    aws.before = () => {};
    await recover();
    assert.match(aws.history('cart')!, / returned .* 40\/60$/);
    assert.equal(aws.automation('cart'), undefined);
  });

  it('is not in the way of the move where the rule takes no further tag', async () => {
    const { aws, failOver, recover } = await setUp();
    aws.before = (name, input) => {
      if (name === 'AddTags' && JSON.stringify(input).includes('-history')) {
        throw Object.assign(new Error('50 tags'), {
          name: 'TooManyTagsException',
        });
      }
    };
    await failOver();
    assert.match(aws.automation('cart')!, /^failed-over/);
    assert.deepEqual(aws.weights('cart'), [0, 100]);
    aws.setHealth('cart', 'on-prem', 'healthy');
    await recover();
    aws.clock.advance(HOLD_DOWN.holdDownMs);
    await recover();
    assert.deepEqual(aws.weights('cart'), [40, 60]);
    assert.equal(aws.automation('cart'), undefined);
  });

  it('has no move that AWS refused', async () => {
    const { aws, failOver } = await setUp();
    aws.before = name => {
      if (name === 'ModifyRule') throw new Error('denied');
    };
    await assert.rejects(failOver(), /denied/);
    assert.equal(aws.history('cart'), '');
    aws.before = () => {};
    aws.clock.advance(1000);
    await failOver();
    assert.equal(
      aws.history('cart'),
      'failed-over 2026-01-01T00:00:01Z tested 40/60',
    );
  });
});
