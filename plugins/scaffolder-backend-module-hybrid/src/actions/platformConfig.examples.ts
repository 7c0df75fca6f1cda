import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Configure a copied skeleton with the values of the form',
    example: stringify({
      steps: [
        {
          id: 'fetch',
          name: 'Copy the repository',
          action: 'fetch:plain',
          input: { url: './skeleton' },
        },
        {
          id: 'config',
          name: 'Check and write the configuration',
          action: 'hybrid:platform:config',
          input: { values: '${{ parameters }}' },
        },
      ],
    }),
  },
  {
    description: 'A small platform with the values written out',
    example: stringify({
      steps: [
        {
          id: 'config',
          name: 'Check and write the configuration',
          action: 'hybrid:platform:config',
          input: {
            values: {
              id: 'shop',
              name: 'Shop',
              owner: 'group:default/platform-team',
              account: '111122223333',
              region: 'ap-northeast-2',
              zones: ['a', 'c'],
              network: {
                vpcCidr: '10.20.0.0/16',
                onPremCidrs: ['192.168.10.0/24'],
              },
              vpn: {
                customerGatewayAddress: '203.0.113.10',
                routing: 'static',
              },
              data: {},
              dns: { domain: 'shop.example.com' },
            },
          },
        },
      ],
    }),
  },
];
