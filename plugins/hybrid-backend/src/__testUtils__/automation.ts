/* eslint-disable @backstage/no-relative-monorepo-imports -- the template's own functions */
import { createContext } from '../../../../templates/hybrid-platform/skeleton/lambda/shared/context';
import { increaseAwsTraffic } from '../../../../templates/hybrid-platform/skeleton/lambda/increase-aws-traffic/increaseAwsTraffic';
import { resetDefaultTraffic } from '../../../../templates/hybrid-platform/skeleton/lambda/reset-default-traffic/resetDefaultTraffic';

const env = { HYBRID_PLATFORM: 'shop' };

/** What CloudWatch tells the function that moves traffic when a service's alarm goes off. */
function alarm(service: string) {
  return {
    alarmArn: `arn:aws:cloudwatch:ap-northeast-2:111122223333:alarm:shop-${service}-on-prem-unhealthy`,
    alarmData: {
      alarmName: `shop-${service}-on-prem-unhealthy`,
      state: { value: 'ALARM' },
    },
  };
}

/** The platform template's functions against the example platform, one run of each. */
export const lambdas = {
  failOver: (service: string) =>
    increaseAwsTraffic(
      alarm(service),
      createContext('increase-aws-traffic', env),
    ),
  /** The way back takes two: the first finds on-prem healthy, the second waited for it. */
  recover: () =>
    resetDefaultTraffic(
      {},
      { holdDownMs: 0 },
      createContext('reset-default-traffic', env),
    ),
};

/** Their messages would be the test's. */
export function silenceLambdas(): void {
  for (const level of ['info', 'warn', 'error'] as const) {
    jest.spyOn(console, level).mockReturnValue();
  }
}
