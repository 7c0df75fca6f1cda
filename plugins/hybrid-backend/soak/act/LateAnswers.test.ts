import type { Call } from '@hybrid-platform/sandbox';
import { LateAnswers } from './LateAnswers';

const call = (operation: string, accessKeyId = 'one') =>
  ({ operation, accessKeyId } as Call);
const hold = {
  ResourceArns: ['rule'],
  Tags: [{ Key: 'hybrid-platform:hold' }],
};
const read = { RuleArns: ['rule'] };

describe('answers that are late', () => {
  it('are the first to a process that reads a rule which it holds', () => {
    const late = new LateAnswers();
    late.begin('one', 2_000);
    expect(late.hook(call('DescribeRules'), read)).toBeUndefined();
    expect(late.hook(call('AddTags'), hold)).toBeUndefined();
    expect(late.hook(call('DescribeRules', 'other'), read)).toBeUndefined();
    expect(late.hook(call('DescribeRules'), read)).toEqual({
      latencyMs: 2_000,
    });
    expect(late.count).toBe(1);
    expect(late.hook(call('DescribeRules'), read)).toBeUndefined();
  });

  it('are none before and after', () => {
    const late = new LateAnswers();
    late.hook(call('AddTags'), hold);
    expect(late.hook(call('DescribeRules'), read)).toBeUndefined();
    late.begin('one', 2_000);
    late.hook(call('AddTags'), hold);
    late.end();
    expect(late.hook(call('DescribeRules'), read)).toBeUndefined();
  });
});
