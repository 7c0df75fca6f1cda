import { OptionsError, readOptions } from './options';

describe('the options', () => {
  it('are a minute and a new seed, unless told', () => {
    expect(readOptions([], 7)).toEqual({ minutes: 1, seed: 7 });
    expect(
      readOptions(['--minutes', '0.5', '--seed=42', '--break', 'no-fence'], 7),
    ).toEqual({ minutes: 0.5, seed: 42, broken: 'no-fence' });
  });

  it.each([
    [['--minutes', '0']],
    [['--minutes', 'many']],
    [['--seed', '-1']],
    [['--seed', '1e3']],
    [['--break', 'everything']],
    [['--break', 'toString']],
    [['--what']],
  ])('are not %j', args => {
    expect(() => readOptions(args, 7)).toThrow(OptionsError);
  });
});
