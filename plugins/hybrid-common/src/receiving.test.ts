import type { ReplicationEndpointStatus, Site } from './contract/types';
import { mayReceiveAt } from './receiving';

const source = (site?: Site): ReplicationEndpointStatus => ({
  role: 'source',
  id: 'shop-source',
  engine: 'mariadb',
  connection: 'successful',
  ...(site && { site }),
});

describe('a replication may bring data', () => {
  it('to the site that receives it, and to no other', () => {
    expect(mayReceiveAt({ receivingSite: 'aws' }, 'aws')).toBe(true);
    expect(mayReceiveAt({ receivingSite: 'aws' }, 'on-prem')).toBe(false);
  });

  it('to either site when its endpoints name none', () => {
    for (const site of ['aws', 'on-prem'] as const) {
      expect(mayReceiveAt({}, site)).toBe(true);
      expect(mayReceiveAt({ endpoints: [] }, site)).toBe(true);
      expect(mayReceiveAt({ endpoints: [source()] }, site)).toBe(true);
    }
  });

  it('to the other site when only its source is known', () => {
    const endpoints = [source('aws')];
    expect(mayReceiveAt({ endpoints }, 'on-prem')).toBe(true);
    expect(mayReceiveAt({ endpoints }, 'aws')).toBe(false);
  });
});
