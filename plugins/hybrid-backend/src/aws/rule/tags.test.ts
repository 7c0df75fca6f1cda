import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  automationCases,
  holdCases,
  mergeCases,
  serviceCases,
  siteCases,
} from '../../__testUtils__/platformCases';
import {
  formatHold,
  hasExpired,
  isHolder,
  mergeRuleTags,
  parseHold,
  readAutomation,
  readEntityRef,
  readHold,
  readService,
  readSite,
  unreadableHold,
} from './tags';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const LATER = '2026-11-22T12:30:00.000Z';

const taggedAs = (key: string, value?: string): Record<string, string> =>
  value === undefined ? {} : { [key]: value };

describe('the entity that a rule is tagged with', () => {
  const refOf = (value?: string) =>
    readEntityRef(taggedAs(HYBRID_TAGS.entity, value));

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
  const tagsOf = (value?: string) => taggedAs(HYBRID_TAGS.hold, value);
  const holdOf = (value?: string, own?: string[]) =>
    readHold(tagsOf(value), NOW, own);

  it('is in force until it expires', () => {
    const hold = { by: 'user:default/mina', until: LATER };
    expect(holdOf(formatHold(hold))).toEqual(hold);
    const expiring = formatHold({ ...hold, until: NOW.toISOString() });
    expect(holdOf(expiring)).toBeUndefined();
    expect(hasExpired(tagsOf(expiring), NOW)).toBe(true);
    expect(hasExpired(tagsOf(formatHold(hold)), NOW)).toBe(false);
    expect(hasExpired({}, NOW)).toBe(false);
  });

  it.each(holdCases.map(each => [each.why, each] as const))(
    'is read as the Lambdas read it: %s',
    (_, { text, hold, unreadable }) => {
      const ever = new Date(0);
      expect(readHold(tagsOf(text), ever)).toEqual(hold);
      expect(unreadableHold(tagsOf(text))).toBe(
        unreadable ? text?.trim() : undefined,
      );
      const over = hold && hold.until <= NOW.toISOString();
      expect(holdOf(text)).toEqual(over ? undefined : hold);
      expect(hasExpired(tagsOf(text), NOW)).toBe(over ?? false);
    },
  );

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
  it.each(automationCases.map(each => [each.why, each] as const))(
    'is read as the Lambdas read it: %s',
    (_, { text, automation }) => {
      expect(readAutomation(taggedAs(HYBRID_TAGS.automation, text))).toEqual(
        automation,
      );
    },
  );
});

describe('a name in a tag', () => {
  it.each(siteCases.map(each => [each.why, each] as const))(
    'of a site is read as the Lambdas read it: %s',
    (_, { text, site }) => {
      expect(readSite(taggedAs(HYBRID_TAGS.site, text))).toBe(site);
    },
  );

  it.each(serviceCases.map(each => [each.why, each] as const))(
    'of a service is read as the Lambdas read it: %s',
    (_, { text, service }) => {
      expect(readService(taggedAs(HYBRID_TAGS.service, text))).toBe(service);
    },
  );
});

describe('the tags of several rules', () => {
  const inAnyOrder = mergeCases.flatMap(({ rules, ...each }) => [
    { ...each, rules },
    { ...each, why: `${each.why}, in any order`, rules: [...rules].reverse() },
  ]);

  it.each(inAnyOrder)('together: $why', ({ rules, hold, automation }) => {
    const merged = mergeRuleTags(
      rules.map(tags => ({
        ...taggedAs(HYBRID_TAGS.hold, tags.hold),
        ...taggedAs(HYBRID_TAGS.automation, tags.automation),
      })),
    );
    expect(parseHold(merged[HYBRID_TAGS.hold] ?? '')).toEqual(hold);
    expect(readAutomation(merged)).toEqual(automation);
  });
});
