import { createContext, type Context } from '../shared/context';
import { increaseAwsTraffic } from './increaseAwsTraffic';

// Kept between invocations: clients are costly to make.
let context: Context | undefined;

export async function handler(event: unknown) {
  context ??= createContext('increase-aws-traffic');
  return increaseAwsTraffic(event, context);
}
