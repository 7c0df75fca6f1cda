import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressAndMask, firstHost, rangeOf } from '../../onprem/addresses';

describe('addresses on-prem', () => {
  for (const [cidr, expected] of [
    ['10.20.0.0/16', '10.20.0.0/255.255.0.0'],
    ['10.20.16.0/20', '10.20.16.0/255.255.240.0'],
    ['192.168.10.0/24', '192.168.10.0/255.255.255.0'],
    ['10.0.0.0/8', '10.0.0.0/255.0.0.0'],
    ['192.168.10.77/25', '192.168.10.0/255.255.255.128'],
  ]) {
    it(`${cidr} is ${expected} in a grant`, () => {
      assert.equal(addressAndMask(cidr), expected);
    });
  }

  it('finds the range of an address, and its router', () => {
    const ranges = ['192.168.10.0/24', '10.99.0.0/20'];
    assert.equal(rangeOf(ranges, '10.99.15.255'), '10.99.0.0/20');
    assert.equal(rangeOf(ranges, '10.99.16.0'), undefined);
    assert.equal(firstHost('10.99.0.0/20'), '10.99.0.1');
  });
});
