import { TRUE_INDEX, type TagIndexLies } from './tagIndex';
import { createTagStore } from './tags';

const RULE = 'arn:rule';

function setUp() {
  let now = 1_000_000;
  const { tags, tagIndex } = createTagStore({ now: () => now });
  return {
    tags,
    lie: (lies: Partial<TagIndexLies>) =>
      tagIndex.lie({ ...TRUE_INDEX, ...lies }),
    tellTheTruth: () => tagIndex.lie(TRUE_INDEX),
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
    listed: () =>
      Object.fromEntries(
        [...tagIndex.entries()].map(([arn, of]) => [
          arn,
          Object.fromEntries(of),
        ]),
      ),
  };
}

describe('an index that is late', () => {
  it('lists what is tagged, untagged, made and deleted so many seconds later', () => {
    const { tags, lie, pass, listed } = setUp();
    tags.set(RULE, new Map([['hold', 'mina']]));
    tags.set('arn:gone', new Map());
    lie({ lagMs: 30_000 });
    tags.get(RULE)!.set('automation', 'failed-over');
    pass(10);
    tags.get(RULE)!.delete('hold');
    tags.delete('arn:gone');
    tags.set('arn:new', new Map([['a', '1']]));
    expect(listed()).toEqual({ [RULE]: { hold: 'mina' }, 'arn:gone': {} });
    pass(20);
    expect(listed()).toEqual({
      [RULE]: { hold: 'mina', automation: 'failed-over' },
      'arn:gone': {},
    });
    pass(10);
    expect(listed()).toEqual({
      [RULE]: { automation: 'failed-over' },
      'arn:new': { a: '1' },
    });
  });

  it('shows what was before the lag at once, and keeps the tags themselves true', () => {
    const { tags, lie, listed } = setUp();
    tags.set(RULE, new Map([['a', '1']]));
    lie({ lagMs: 30_000 });
    expect(listed()).toEqual({ [RULE]: { a: '1' } });
    tags.get(RULE)!.set('a', '2');
    expect(tags.get(RULE)!.get('a')).toBe('2');
    expect(listed()).toEqual({ [RULE]: { a: '1' } });
  });

  it('catches up when it is told to', () => {
    const { tags, lie, tellTheTruth, pass, listed } = setUp();
    lie({ lagMs: 60_000 });
    tags.set(RULE, new Map([['a', '1']]));
    pass(5);
    lie({ lagMs: 5_000 });
    expect(listed()).toEqual({ [RULE]: { a: '1' } });
    tags.get(RULE)!.set('a', '2');
    tellTheTruth();
    expect(listed()).toEqual({ [RULE]: { a: '2' } });
  });

  it('never shows a part of the tags that a resource was made with', () => {
    const { tags, lie, pass, listed } = setUp();
    lie({ lagMs: 10_000 });
    tags.set(RULE, new Map([['a', '1']]));
    pass(9);
    tags.get(RULE)!.set('b', '2');
    pass(1);
    expect(listed()).toEqual({ [RULE]: { a: '1' } });
  });
});

describe('an index that keeps what is deleted', () => {
  it('lists it with its last tags, until it tells the truth', () => {
    const { tags, lie, tellTheTruth, listed } = setUp();
    tags.set(RULE, new Map([['a', '1']]));
    lie({ keepsDeleted: true, deleted: new Map([['arn:ghost', new Map()]]) });
    tags.get(RULE)!.set('a', '2');
    tags.delete(RULE);
    expect(tags.has(RULE)).toBe(false);
    expect(listed()).toEqual({ [RULE]: { a: '2' }, 'arn:ghost': {} });
    tellTheTruth();
    expect(listed()).toEqual({});
  });

  it('lists a resource that is made again as it is', () => {
    const { tags, lie, listed } = setUp();
    tags.set(RULE, new Map([['a', '1']]));
    lie({ keepsDeleted: true });
    tags.delete(RULE);
    tags.set(RULE, new Map([['a', '3']]));
    expect(listed()).toEqual({ [RULE]: { a: '3' } });
  });
});

describe('an index that misses something', () => {
  it('lists a resource not at all, or without a tag', () => {
    const { tags, lie, listed } = setUp();
    tags.set(RULE, new Map([['a', '1']]));
    tags.set(
      'arn:other',
      new Map([
        ['a', '1'],
        ['b', '2'],
      ]),
    );
    lie({ misses: arn => (arn === RULE ? 'resource' : ['b']) });
    expect(listed()).toEqual({ 'arn:other': { a: '1' } });
  });
});
