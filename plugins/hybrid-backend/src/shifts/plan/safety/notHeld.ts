import { howToEnd, whoHolds } from '../../../aws/rule/holdInWords';
import { isHolder } from '../../../aws/rule/tags';
import { fail, pass, type SafetyRule } from './facts';

/** While somebody holds the service, only the holder shifts it. */
export const notHeld: SafetyRule = {
  id: 'not-held',
  title: 'Not held by somebody else',
  check: ({ hold, requestedBy }) => {
    if (!hold) return pass('Nobody holds the service.');
    return requestedBy !== undefined && isHolder(hold, requestedBy)
      ? pass(`${hold.by}, who asks, holds the service until ${hold.until}.`)
      : fail(`${whoHolds(hold)}.`, `${howToEnd(hold)}.`);
  },
};
