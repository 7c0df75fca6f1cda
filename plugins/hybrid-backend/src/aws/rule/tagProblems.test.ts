import {
  HYBRID_TAGS,
  type Problem,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { tagProblems } from './tagProblems';

const of = (hold?: string, defaultWeightsProblem?: Problem) =>
  tagProblems({
    ruleArns: ['arn:rule'],
    ruleTags: hold === undefined ? {} : { [HYBRID_TAGS.hold]: hold },
    defaultWeightsProblem,
  });

describe('tags that cannot be read', () => {
  it('are none where all can be', () => {
    expect(of()).toEqual([]);
    expect(of('2999-01-01T00:00:00Z')).toEqual([]);
    expect(of('2020-01-01T00:00:00Z user:default/mina')).toEqual([]);
  });

  it.each(['failed-over', 'failed-over yesterday', 'asleep 2026-01-01'])(
    'are those of automation: %s',
    text => {
      const [problem, ...more] = tagProblems({
        ruleArns: ['arn:rule'],
        ruleTags: { [HYBRID_TAGS.automation]: ` ${text}` },
      });
      expect(more).toEqual([]);
      expect(problem.message).toContain(`is '${text}', which nobody can read`);
      expect(problem.remedy).toContain('--tag-keys hybrid-platform:automation');
    },
  );

  it('are told of one by one', () => {
    const unknown: Problem = {
      code: 'rule-not-hybrid',
      message: 'Not known.',
      remedy: 'Set it.',
    };
    const [hold, weights, ...more] = of(' forever user:default/mina', unknown);
    expect(hold.message).toContain("is 'forever user:default/mina'");
    expect(hold.message).toContain('Nobody holds the service');
    expect(hold.remedy).toContain(
      "'aws elbv2 remove-tags --resource-arns arn:rule --tag-keys hybrid-platform:hold'",
    );
    expect([weights, more]).toEqual([unknown, []]);
  });
});
