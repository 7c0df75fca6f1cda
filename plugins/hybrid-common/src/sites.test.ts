import { elsewhereWeight, sharesOf } from './sites';

it.each([
  ['nothing where there are no such groups', 0, 100, undefined, 0],
  ['as much as the sites for half of the requests', 0, 100, 50, 100],
  ['by the sum of the weights, whatever it is', 2, 3, 50, 5],
  ['a third of it for a quarter of the requests', 30, 30, 25, 20],
])('finds the weight elsewhere: %s', (_, onPrem, aws, share, weight) => {
  const weights = { 'on-prem': onPrem, aws };
  expect(elsewhereWeight(weights, share)).toBeCloseTo(weight);
  const shares = sharesOf(weights, elsewhereWeight(weights, share));
  expect(shares['on-prem'] + shares.aws).toBeCloseTo(100 - (share ?? 0));
});

it('knows that all goes elsewhere where the sites have no weight', () => {
  const weights = { 'on-prem': 0, aws: 0 };
  const elsewhere = elsewhereWeight(weights, 100);
  expect(sharesOf(weights, elsewhere)).toEqual({ 'on-prem': 0, aws: 0 });
});
