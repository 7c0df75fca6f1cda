import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  formatHold,
  isHolder,
  readAutomation,
  readEntityRef,
  readHold,
} from './tags';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const LATER = '2026-11-22T12:30:00.000Z';

describe('the entity that a rule is tagged with', () => {
  const refOf = (value?: string) =>
    readEntityRef(value === undefined ? {} : { [HYBRID_TAGS.entity]: value });

  it.each([
    ['component:default/cart', 'component:default/cart'],
    ['  Component:Default/Cart ', 'component:default/cart'],
  ])('is read from %j, in lower case', (value, ref) => {
    expect(refOf(value)).toBe(ref);
  });

  it.each([
    undefined,
    '',
    'cart',
    'default/cart',
    'component:cart',
    'component:/cart',
    ':default/cart',
    'component:default/',
    'component:default/cart extra',
    'a component:default/cart',
    'component:default/cart/more',
    'component:x:default/cart',
  ])('is not known from %j', value => {
    expect(refOf(value)).toBeUndefined();
  });
});

describe('a hold in a tag', () => {
  const holdOf = (value?: string, own?: string[]) =>
    readHold(
      value === undefined ? {} : { [HYBRID_TAGS.hold]: value },
      NOW,
      own,
    );

  it('is in force until it expires', () => {
    const hold = { by: 'user:default/mina', until: LATER };
    expect(holdOf(formatHold(hold))).toEqual(hold);
    expect(holdOf(`  ${LATER}   user:default/mina `)).toEqual(hold);
  });

  it.each([
    ['nothing', undefined],
    ['no holder', LATER],
    ['no time', 'soon user:default/mina'],
    ['what has expired', '2026-11-22T11:59:59.000Z user:default/mina'],
    ['what expires now', '2026-11-22T12:00:00.000Z user:default/mina'],
  ])('is none with %s', (_, value) => {
    expect(holdOf(value)).toBeUndefined();
  });

  it('is nobody’s where a shift has set it for itself', () => {
    const value = `${LATER} user:default/mina`;
    expect(holdOf(value, [value])).toBeUndefined();
    expect(holdOf(value, ['another'])).toBeDefined();
  });

  it('is told from others by who has it, as far as a tag can say that', () => {
    const service = 'plugin:ops [night shift]';
    const hold = readHold(
      { [HYBRID_TAGS.hold]: formatHold({ by: service, until: LATER }) },
      NOW,
    )!;
    expect(hold.by).toBe('plugin:ops__night_shift_');
    expect(isHolder(hold, service)).toBe(true);
    expect(isHolder(hold, 'user:default/mina')).toBe(false);
  });

  it('keeps refs of people as they are, and cuts what is too long for a tag', () => {
    const value = (by: string) => formatHold({ by, until: '' }).trim();
    expect(value('user:default/김.민아-2_x+y@z=1')).toBe(
      'user:default/김.민아-2_x+y@z=1',
    );
    expect(value('x'.repeat(300))).toHaveLength(200);
  });
});

describe('what automation noted in a tag', () => {
  const automationOf = (value?: string) =>
    readAutomation(
      value === undefined ? {} : { [HYBRID_TAGS.automation]: value },
    );

  it.each(['failed-over', 'recovering'])('is %s, since a time', state => {
    expect(automationOf(`${state} 2026-11-22T12:00:00Z`)).toEqual({
      state,
      since: '2026-11-22T12:00:00.000Z',
    });
  });

  it.each([
    undefined,
    '',
    'failed-over',
    'failed-over yesterday',
    'asleep 2026-11-22T12:00:00Z',
  ])('is nothing with %j', value => {
    expect(automationOf(value)).toBeUndefined();
  });
});
