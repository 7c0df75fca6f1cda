import {
  RiCloudLine,
  RiServerLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import type { Site } from '@hybrid-platform/backstage-plugin-hybrid-common';

/** The pictures of the sites. */
export const siteIcons: Record<Site, RemixiconComponentType> = {
  'on-prem': RiServerLine,
  aws: RiCloudLine,
};
