import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { defaultWeightsCases } from '../../__testUtils__/platformCases';
import { readDefaultWeights } from './defaultWeights';

const group = (arn: string, text: string | undefined) => ({
  arn,
  tags: (text === undefined
    ? {}
    : { [HYBRID_TAGS.defaultWeight]: text }) as Record<string, string>,
});
const read = (onPrem: string | undefined, aws: string | undefined) =>
  readDefaultWeights({
    'on-prem': group('arn:on-prem', onPrem),
    aws: group('arn:aws', aws),
  });

describe('the default weights', () => {
  it.each(defaultWeightsCases.map(each => [each.why, each] as const))(
    'are read as the Lambdas read them: %s',
    (_, { onPrem, aws, weights }) => {
      const { defaultWeights, defaultWeightsProblem } = read(onPrem, aws);
      expect(defaultWeights).toEqual(weights);
      expect(defaultWeightsProblem === undefined).toBe(weights !== undefined);
    },
  );

  it.each([
    ['40', undefined, /of arn:aws is missing\./],
    [' ', '60', /of arn:on-prem is missing\./],
    ['40', '60%', /of arn:aws is '60%' and not a whole number from 0 to 999\./],
    ['0', '0', /of arn:on-prem and arn:aws are both 0/],
  ])('that are %j and %j are not known, and it says why', (...given) => {
    const [onPrem, aws, why] = given;
    const { defaultWeightsProblem: problem } = read(onPrem, aws);
    expect(problem?.message).toMatch(why);
    expect(problem?.remedy).toMatch(
      /'aws elbv2 add-tags --resource-arns arn:\S+ --tags Key=hybrid-platform:default-weight,Value=<weight>'/,
    );
  });
});
