import {
  HYBRID_TAGS,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  isDatabaseInstance,
  isReplication,
  isReplicationEndpoint,
} from '../aws/arns';
import type { TaggedResource } from '../aws/tagging';
import { readEntityRef, readSite } from '../aws/rule/tags';

/** What the tags say about one replication. */
export interface ReplicationInventory {
  arn: string;
  /** The only entity whose permission controls it; without it nobody may. */
  entityRef?: string;
  /** The text of the tag, where it is no full ref. */
  entityTag?: string;
}

/** What the tags say about a platform's databases and what replicates between them. */
export interface DataInventory {
  replications: ReplicationInventory[];
  /** The site that the database of a DMS endpoint is at, by the endpoint's ARN. */
  endpointSites: Record<string, Site>;
  databaseArns: string[];
}

/** Reads the databases and replications of a platform from the tags of its resources. */
export function readDataInventory(resources: TaggedResource[]): DataInventory {
  const endpointSites: Record<string, Site> = {};
  for (const { arn, tags } of resources) {
    const site = readSite(tags);
    if (site && isReplicationEndpoint(arn)) endpointSites[arn] = site;
  }
  return {
    replications: resources
      .filter(({ arn }) => isReplication(arn))
      .map(({ arn, tags }) => {
        const entityRef = readEntityRef(tags);
        const entityTag = entityRef ? undefined : tags[HYBRID_TAGS.entity];
        return {
          arn,
          ...(entityRef && { entityRef }),
          ...(entityTag && { entityTag }),
        };
      })
      .sort((a, b) => (a.arn < b.arn ? -1 : 1)),
    endpointSites,
    databaseArns: resources
      .map(({ arn }) => arn)
      .filter(isDatabaseInstance)
      .sort(),
  };
}
