import { formatShare } from './numbers';

describe('formatShare', () => {
  it.each([
    [0, '0 %'],
    [0.01, '<0.1 %'],
    [39.44, '39.4 %'],
    [33.333, '33.3 %'],
    [60, '60 %'],
    [99.97, '>99.9 %'],
    [100, '100 %'],
  ])('shows %s as %s', (share, text) => {
    expect(formatShare(share)).toBe(text.replace(' ', '\u00a0'));
  });
});
