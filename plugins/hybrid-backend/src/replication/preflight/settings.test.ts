import { readSettings } from './settings';

const MAPPINGS = JSON.stringify({
  rules: [
    {
      'rule-type': 'selection',
      'rule-action': 'include',
      'object-locator': { 'schema-name': 'shop', 'table-name': '%' },
    },
  ],
});

describe('the settings of a replication', () => {
  it('are as DMS has them by default where they say nothing', () => {
    expect(readSettings('{}', MAPPINGS)).toEqual({
      value: { schemas: ['shop'], fullLob: false, validation: false },
    });
  });

  it.each([
    [undefined, MAPPINGS],
    ['{}', undefined],
    ['', ''],
  ])('are not known where DMS does not tell them: %j, %j', (settings, map) => {
    expect(readSettings(settings, map)).toEqual({
      why: expect.stringContaining('does not tell'),
    });
  });
});
