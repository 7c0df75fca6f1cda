import { Batch, MAX_BATCH } from './batch';
import { withPriority } from './priority';

describe('Batch', () => {
  let sent: string[][];
  let answer: () => void;
  let batch: Batch<string>;

  beforeEach(() => {
    sent = [];
    const answers: (() => void)[] = [];
    answer = () => answers.shift()!();
    batch = new Batch({
      call: async keys => {
        sent.push(keys);
        await new Promise<void>(resolve => answers.push(resolve));
        if (keys.includes('storm')) throw new Error('throttled');
        if (keys.includes('gone')) throw new Error('RuleNotFound');
        return new Map(keys.map(key => [key, `rule ${key}`]));
      },
      failsForAll: error => (error as Error).message === 'throttled',
    });
  });

  const turn = () => new Promise(resolve => setImmediate(resolve));
  const evacuating = (keys: string[]) =>
    withPriority('evacuation', () => keys.map(key => batch.get(key)));

  it('sends what is asked together in one call', async () => {
    const asked = [batch.get('a'), batch.get('b'), batch.get('a')];
    await turn();
    expect(sent).toEqual([['a', 'b']]);
    answer();
    expect(await Promise.all(asked)).toEqual(['rule a', 'rule b', 'rule a']);
  });

  it('lets an evacuation share the next call, never one that is under way', async () => {
    const first = evacuating(['a']);
    await turn();
    const later = [...evacuating(['a']), ...evacuating(['b'])];
    await turn();
    expect(sent).toEqual([['a']]);
    answer();
    await Promise.all(first);
    await turn();
    expect(sent).toEqual([['a'], ['a', 'b']]);
    answer();
    await Promise.all(later);
  });

  it('lets no person wait for another call', async () => {
    evacuating(['a']);
    void batch.get('b');
    await turn();
    void batch.get('c');
    await turn();
    expect(sent).toEqual([['a'], ['b'], ['c']]);
  });

  it('asks for no more than AWS takes in one call', async () => {
    evacuating(Array.from({ length: 45 }, (_, i) => `rule-${i}`));
    await turn();
    expect(sent.map(keys => keys.length)).toEqual([MAX_BATCH, MAX_BATCH]);
  });

  it('keeps what cannot share a call apart', async () => {
    void batch.get('a', 'hold 1');
    void batch.get('b', 'hold 2');
    await turn();
    expect(sent).toEqual([['a'], ['b']]);
  });

  it('asks singly when AWS does not know one of them', async () => {
    const asked = [batch.get('a'), batch.get('gone')];
    await turn();
    answer();
    await turn();
    expect(sent).toEqual([['a', 'gone'], ['a'], ['gone']]);
    answer();
    answer();
    await expect(asked[0]).resolves.toBe('rule a');
    await expect(asked[1]).rejects.toThrow('RuleNotFound');
  });

  it('does not multiply the calls when AWS throttles', async () => {
    const asked = [batch.get('a'), batch.get('storm')];
    await turn();
    answer();
    await expect(asked[0]).rejects.toThrow('throttled');
    await expect(asked[1]).rejects.toThrow('throttled');
    expect(sent).toHaveLength(1);
  });
});
