import { Batch, MAX_BATCH } from './batch';
import { withPriority } from './priority';

describe('Batch', () => {
  let sent: string[][];
  let turns: (() => void)[];
  let batch: Batch<string>;

  beforeEach(() => {
    sent = [];
    turns = [];
    batch = new Batch({
      acquire: () => new Promise(resolve => turns.push(resolve)),
      call: async keys => {
        sent.push(keys);
        if (keys.includes('storm')) throw new Error('throttled');
        if (keys.includes('gone')) throw new Error('RuleNotFound');
        return new Map(keys.map(key => [key, `rule ${key}`]));
      },
      failsForAll: error => (error as Error).message === 'throttled',
    });
  });

  const settled = () => new Promise(resolve => setImmediate(resolve));
  const turn = async () => {
    turns.shift()!();
    await settled();
  };
  const evacuating = (keys: string[]) =>
    withPriority('evacuation', () => keys.map(key => batch.get(key)));

  it('sends what is asked before its turn comes in one call', async () => {
    const asked = [batch.get('a'), batch.get('b')];
    await settled();
    asked.push(batch.get('a'));
    expect(turns).toHaveLength(1);
    await turn();
    expect(sent).toEqual([['a', 'b']]);
    expect(await Promise.all(asked)).toEqual(['rule a', 'rule b', 'rule a']);
  });

  it('never answers with a call that was sent before', async () => {
    batch.get('a');
    await turn();
    const later = batch.get('a');
    await turn();
    expect(sent).toEqual([['a'], ['a']]);
    await expect(later).resolves.toBe('rule a');
  });

  it('does not make a person wait for the turn of an evacuation', async () => {
    evacuating(['a']);
    void batch.get('b');
    expect(turns).toHaveLength(2);
    turns.reverse();
    await turn();
    expect(sent).toEqual([['b']]);
  });

  it('asks for no more than AWS takes in one call', async () => {
    evacuating(Array.from({ length: 45 }, (_, i) => `rule-${i}`));
    for (let i = 0; i < 3; i++) await turn();
    expect(sent.map(keys => keys.length)).toEqual([MAX_BATCH, MAX_BATCH, 5]);
    expect(turns).toEqual([]);
  });

  it('keeps what cannot share a call apart', async () => {
    void batch.get('a', 'hold 1');
    void batch.get('b', 'hold 2');
    void batch.get('c', 'hold 1');
    await turn();
    await turn();
    expect(sent).toEqual([['a', 'c'], ['b']]);
  });

  it('asks singly when AWS does not know one of them', async () => {
    const asked = [batch.get('a'), batch.get('gone')];
    const ended = Promise.allSettled(asked);
    await turn();
    await turn();
    await turn();
    expect(sent).toEqual([['a', 'gone'], ['a'], ['gone']]);
    const [known, unknown] = await ended;
    expect(known).toMatchObject({ value: 'rule a' });
    expect(unknown).toMatchObject({ reason: new Error('RuleNotFound') });
  });

  it('does not multiply the calls when AWS throttles', async () => {
    const asked = Promise.allSettled([batch.get('a'), batch.get('storm')]);
    await turn();
    for (const { status } of await asked) expect(status).toBe('rejected');
    expect(sent).toHaveLength(1);
    expect(turns).toEqual([]);
  });
});
