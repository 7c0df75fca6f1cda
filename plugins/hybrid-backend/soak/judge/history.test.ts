import { untrueHistory } from './history';
import { after, always, shift, weights, write } from './testCases';

const WRITES = [write(90, [60, 100])];
const judge = (made = shift(), writes = WRITES, truth = always({ aws: 100 })) =>
  untrueHistory(made, writes, truth).map(({ expected }) => expected);

describe('the history of a shift that has ended', () => {
  it('is true when it says what happened', () => {
    expect(judge()).toEqual([]);
  });

  it('has one beginning and one end', () => {
    const [requested, ...rest] = shift().events;
    expect(judge({ ...shift(), events: rest })).toContainEqual(
      'one “requested”, at the beginning in shift one',
    );
    const twice = [requested, ...rest, { ...rest.at(-1)!, sequence: 8 }];
    expect(judge({ ...shift(), events: twice })).toEqual([
      'one end, “succeeded”, at the end in shift one',
    ]);
    expect(judge({ ...shift(), endedAt: undefined })).toEqual([
      'a time at which it ended in shift one',
    ]);
  });

  it('has no gap', () => {
    const { events } = shift();
    expect(
      judge({ ...shift(), events: events.filter((_, i) => i !== 2) }),
    ).toEqual(['events numbered without a gap in shift one']);
  });

  it('knows of each write', () => {
    const more = [...WRITES, write(200, [100, 70])];
    expect(judge(shift(), more)).toEqual([
      'the weights 30/70 that AKIASOAK1 wrote (request-200) in shift one',
    ]);
  });

  it('need not know what AWS carried out and did not answer, when it failed by that', () => {
    const failed = shift({
      state: 'failed',
      problem: {
        code: 'aws-unreachable',
        message: 'No answer',
        remedy: 'Wait',
      },
      events: [
        [0, 'requested'],
        [50, 'rule-read', { step: 1, weights: weights(60) }],
        [310, 'failed'],
      ],
    });
    expect(judge(failed)).toEqual([]);
    expect(judge({ ...failed, state: 'aborted' })).toHaveLength(2);
  });

  it('says nothing of writes that AWS has not carried out', () => {
    expect(judge(shift(), [])).toEqual([
      'only writes that AWS carried out in shift one',
    ]);
    expect(judge(shift(), [write(90, [60, 70])])).toContain(
      'only writes that AWS carried out in shift one',
    );
  });

  it('ends with weights that were there', () => {
    expect(judge(shift(), WRITES, always({ aws: 60 }))).toEqual([
      'the weights 0/100 when it ended as succeeded in shift one',
    ]);
    const drill = shift({ kind: 'drill' });
    drill.events[6].weights = undefined;
    expect(judge(drill, WRITES, always({ aws: 60 }))).toEqual([]);
  });

  it('blames somebody else only where there was somebody else', () => {
    const blames = shift({
      state: 'failed',
      problem: { code: 'rule-changed', message: 'Changed', remedy: 'Look' },
      events: [
        [0, 'requested'],
        [50, 'rule-read', { step: 1, weights: weights(30) }],
        [60, 'failed'],
      ],
      endedAt: after(60),
    });
    expect(judge(blames, [])).toEqual([
      'somebody else who changed the rule, whom it blames in shift one',
    ]);
    expect(judge(blames, [write(10, [60, 30], { by: 'controller' })])).toEqual(
      [],
    );
  });

  it('says why it failed, and what to do', () => {
    const failed = shift({
      state: 'failed',
      events: [
        [0, 'requested'],
        [60, 'failed'],
      ],
    });
    expect(judge(failed, [])).toEqual([
      'a problem and its remedy in shift one',
    ]);
  });
});
