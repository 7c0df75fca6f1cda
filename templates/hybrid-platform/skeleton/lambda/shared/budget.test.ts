import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { virtualClock } from '../testing/virtualClock';
import { createBudget } from './budget';

describe('the budget of requests', () => {
  it('lets a burst through at once and the rest at the rate', async () => {
    const clock = virtualClock('2026-01-01T00:00:00Z');
    const start = clock.now();
    const budget = createBudget({ burst: 20, perSecond: 6 }, clock);
    for (let i = 0; i < 20; i++) await budget.take();
    assert.equal(clock.now() - start, 0);
    for (let i = 0; i < 60; i++) await budget.take();
    assert.ok(Math.abs(clock.now() - start - 10_000) < 2);
  });

  it('is the same for those who ask at once', async () => {
    const clock = virtualClock('2026-01-01T00:00:00Z');
    const start = clock.now();
    const budget = createBudget({ burst: 20, perSecond: 6 }, clock);
    await Promise.all(Array.from({ length: 80 }, () => budget.take()));
    assert.ok(Math.abs(clock.now() - start - 10_000) < 2);
  });

  it('is full again after a rest, and never more than full', async () => {
    const clock = virtualClock('2026-01-01T00:00:00Z');
    const budget = createBudget({ burst: 2, perSecond: 1 }, clock);
    await budget.take();
    await budget.take();
    clock.advance(3_600_000);
    const rested = clock.now();
    await budget.take();
    await budget.take();
    assert.equal(clock.now(), rested);
    await budget.take();
    assert.equal(clock.now(), rested + 1000);
  });
});
