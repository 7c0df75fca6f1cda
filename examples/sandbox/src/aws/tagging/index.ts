import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { defineService } from '../../wire';
import type { WorldOf } from '../worlds';
import { getResourcesOperation } from './getResources';

/** The Resource Groups Tagging API. */
export const tagging = (worldOf: WorldOf) =>
  defineService({
    client: new ResourceGroupsTaggingAPIClient({ region: 'us-east-1' }),
    operations: [getResourcesOperation(worldOf)],
    errors: { throttled: { code: 'ThrottledException', status: 400 } },
  });
