import { createContext, type Context } from '../shared/context';
import { readSeconds } from '../shared/settings';
import { resetDefaultTraffic } from './resetDefaultTraffic';

// Kept between invocations: clients are costly to make.
let context: Context | undefined;

export async function handler(event: unknown) {
  context ??= createContext('reset-default-traffic');
  const holdDownMs = readSeconds(process.env, 'HOLD_DOWN_SECONDS');
  return resetDefaultTraffic(event, { holdDownMs }, context);
}
