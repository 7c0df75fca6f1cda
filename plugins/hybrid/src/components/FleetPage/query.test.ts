import { readQuery, writeQuery } from './query';

describe('the address of a filtered table', () => {
  it('is read back as it was written, and other parameters stay', () => {
    const query = {
      text: 'cart 1',
      health: 'unhealthy' as const,
      traits: ['drift', 'hold'] as const,
      sort: { column: 'health' as const, descending: true },
    };
    const params = writeQuery(new URLSearchParams('mode=wide'), query);
    expect(params.get('mode')).toBe('wide');
    expect(readQuery(params)).toEqual(query);
  });

  it('says nothing about what is as it is by default', () => {
    const params = new URLSearchParams('q=old&only=drift&sort=-hold');
    const written = writeQuery(params, {
      text: '',
      traits: [],
      sort: { column: 'service', descending: false },
    });
    expect(written.toString()).toBe('');
  });

  it('ignores what makes no sense', () => {
    const params = new URLSearchParams('health=fine&only=x,drift&sort=-colour');
    expect(readQuery(params)).toEqual({
      text: '',
      health: undefined,
      traits: ['drift'],
      sort: { column: 'service', descending: false },
    });
  });
});
