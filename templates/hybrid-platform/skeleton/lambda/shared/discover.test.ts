import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { mockClient } from 'aws-sdk-client-mock';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { FakeAws } from '../testing/fakeAws';
import { listResources } from './discover';

describe('discovery', () => {
  it('reads every page of one tag query', async () => {
    const mappings = [...new FakeAws(['cart', 'order']).tags].map(
      ([ResourceARN, tags]) => ({
        ResourceARN,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    const mock = mockClient(ResourceGroupsTaggingAPIClient);
    const query = {
      ResourcesPerPage: 100,
      TagFilters: [{ Key: 'hybrid-platform:platform', Values: ['shop'] }],
    };
    mock
      .on(GetResourcesCommand, query)
      .resolves({
        ResourceTagMappingList: mappings.slice(0, 3),
        PaginationToken: 'more',
      })
      .on(GetResourcesCommand, { ...query, PaginationToken: 'more' })
      .resolves({
        ResourceTagMappingList: mappings.slice(3),
        PaginationToken: '',
      });

    const resources = await listResources(
      new ResourceGroupsTaggingAPIClient({ region: 'ap-northeast-2' }),
      'shop',
    );
    assert.deepEqual(
      resources.map(({ arn }) => arn),
      mappings.map(({ ResourceARN }) => ResourceARN),
    );
    assert.equal(mock.calls().length, 2);
  });
});
