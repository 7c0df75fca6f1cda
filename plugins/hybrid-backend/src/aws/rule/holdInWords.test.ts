import { UNKNOWN_HOLDER } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { howToEnd, whoHolds } from './holdInWords';

const until = '2999-01-01T00:00:00.000Z';

describe('a hold in words', () => {
  it('names who has it, and whom to ask', () => {
    const hold = { by: 'user:default/mina', until };
    expect(whoHolds(hold)).toBe(
      `user:default/mina holds the service until ${until}`,
    );
    expect(howToEnd(hold)).toBe(
      'Ask user:default/mina to release it, or wait until it expires',
    );
  });

  it('says that nobody knows who has it, where the tag does not say', () => {
    const hold = { by: UNKNOWN_HOLDER, until };
    expect(whoHolds(hold)).toBe(
      `Somebody holds the service until ${until} by the tag 'hybrid-platform:hold' of its rule, which does not say who`,
    );
    expect(howToEnd(hold)).toBe(
      'Find out who set the tag by hand, or wait until it expires',
    );
  });
});
