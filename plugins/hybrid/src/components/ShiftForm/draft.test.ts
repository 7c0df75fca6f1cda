import {
  emptyDraft,
  requestOf,
  totalBake,
  withoutStep,
  withStep,
  type Draft,
} from './draft';

const draft = (overrides: Partial<Draft>): Draft => ({
  ...emptyDraft({ 'on-prem': 40, aws: 60 }),
  ...overrides,
});

describe('requestOf', () => {
  it('asks for nothing until a site is chosen', () => {
    expect(requestOf(draft({}))).toBeUndefined();
    expect(requestOf(draft({ choice: 'drill' }))).toBeUndefined();
  });

  it.each<[Partial<Draft>, object]>([
    [{ to: 'aws' }, { kind: 'failover', to: 'aws' }],
    [{ choice: 'reset' }, { kind: 'reset' }],
    [
      { choice: 'weights', weights: { 'on-prem': 999, aws: 0 } },
      { kind: 'custom', weights: { 'on-prem': 999, aws: 0 } },
    ],
    [
      { choice: 'steps', steps: [{ key: 7, aws: 80, bakeSeconds: 60 }] },
      { kind: 'custom', steps: [{ aws: 80, bakeSeconds: 60 }] },
    ],
    [
      { choice: 'drill', to: 'on-prem', durationSeconds: 600 },
      { kind: 'drill', to: 'on-prem', durationSeconds: 600 },
    ],
  ])('makes a request of %j', (change, request) => {
    expect(requestOf(draft(change))).toEqual(request);
  });

  it.each<[string, Partial<Draft>]>([
    ['no weight', { choice: 'weights', weights: { 'on-prem': 0, aws: 0 } }],
    [
      'an empty field',
      { choice: 'weights', weights: { 'on-prem': NaN, aws: 1 } },
    ],
    [
      'too large a weight',
      { choice: 'weights', weights: { 'on-prem': 1000, aws: 1 } },
    ],
    [
      'half a weight',
      { choice: 'weights', weights: { 'on-prem': 0.5, aws: 1 } },
    ],
    [
      'an empty step',
      { choice: 'steps', steps: [{ key: 1, aws: NaN, bakeSeconds: 0 }] },
    ],
    [
      'more than everything',
      { choice: 'steps', steps: [{ key: 1, aws: 101, bakeSeconds: 0 }] },
    ],
    ['no steps', { choice: 'steps', steps: [] }],
  ])('asks for nothing with %s', (_, change) => {
    expect(requestOf(draft(change))).toBeUndefined();
  });
});

describe('the rows of the step editor', () => {
  const rows = [
    { key: 1, aws: 20, bakeSeconds: 60 },
    { key: 4, aws: 100, bakeSeconds: 0 },
  ];

  it('grow by one like the last, told apart by a new key', () => {
    expect(withStep(rows)[2]).toEqual({ key: 5, aws: 100, bakeSeconds: 0 });
  });

  it('are 20 at most and one at least', () => {
    let many = rows;
    for (let i = 0; i < 30; i++) many = withStep(many);
    expect(many).toHaveLength(20);
    expect(withoutStep(rows, 1)).toEqual([rows[1]]);
    expect(withoutStep([rows[1]], 4)).toEqual([rows[1]]);
  });

  it('bake for the sum of their times', () => {
    expect(totalBake(rows)).toBe(60);
  });
});
