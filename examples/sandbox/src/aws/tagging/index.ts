import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { World } from '../../model';
import { defineService } from '../../wire';
import { getResourcesOperation } from './getResources';

/** The Resource Groups Tagging API. */
export const tagging = (world: World) =>
  defineService({
    client: new ResourceGroupsTaggingAPIClient({ region: 'us-east-1' }),
    operations: [getResourcesOperation(world)],
    errors: { throttled: { code: 'ThrottledException', status: 400 } },
  });
