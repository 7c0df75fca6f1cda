import ko from './ko';
import { messages } from './messages';

function flatten(value: object, prefix = ''): Record<string, string> {
  return Object.entries(value).reduce<Record<string, string>>(
    (all, [key, text]) =>
      typeof text === 'string'
        ? { ...all, [prefix + key]: text }
        : { ...all, ...flatten(text, `${prefix}${key}.`) },
    {},
  );
}

const placeholders = (text: string) =>
  (text.match(/\{\{\w+\}\}/g) ?? []).sort().join(' ');

describe('the Korean translation', () => {
  const english = flatten(messages);
  const korean = ko.messages as Record<string, string | null>;

  it('has every text', () => {
    expect(Object.keys(korean).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(korean)) {
      expect([key, text?.trim()]).toEqual([key, expect.stringMatching(/./)]);
    }
  });

  it('fills in the same values', () => {
    const singular = /_one$/;
    for (const [key, text] of Object.entries(english)) {
      if (singular.test(key)) continue;
      expect([key, placeholders(korean[key] ?? '')]).toEqual([
        key,
        placeholders(text),
      ]);
    }
  });
});
