import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  hybridServiceReadPermission,
  hybridTrafficForcePermission,
  hybridTrafficShiftPermission,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { authorizeAll } from '../access/authorizeAll';
import {
  platformNotVisible,
  type PlatformAccess,
} from '../access/platformAccess';
import { HybridError } from '../errors';
import type { PlatformService } from '../platforms/PlatformService';

/** What a caller may do to entities, by their refs. */
export interface Rights {
  mayRead(entityRef: string): boolean;
  mayShift(entityRef: string): boolean;
  mayForce(entityRef: string): boolean;
}

const PERMISSIONS = {
  read: hybridServiceReadPermission,
  shift: hybridTrafficShiftPermission,
  force: hybridTrafficForcePermission,
};
export type Right = keyof typeof PERMISSIONS;

/** Decides what a caller may see and move of a platform. */
export class EvacuationAccess {
  constructor(
    private readonly options: {
      permissions: PermissionsService;
      platformAccess: PlatformAccess;
      platforms: PlatformService;
    },
  ) {}

  /** Throws unless the caller may see the platform. */
  async assertVisible(
    credentials: BackstageCredentials,
    platform: string,
  ): Promise<void> {
    const { platformAccess, platforms } = this.options;
    const visible = await platformAccess.visible(
      credentials,
      await platforms.views(platform),
    );
    if (visible.length === 0) throw platformNotVisible(platform);
  }

  /** All questions of all entities at once. A right that is not asked for is not there. */
  async rights(
    credentials: BackstageCredentials,
    entityRefs: Iterable<string>,
    asked: Right[],
  ): Promise<Rights> {
    const refs = [...new Set(entityRefs)];
    const questions = asked.flatMap(right => refs.map(ref => ({ right, ref })));
    const answers = await authorizeAll(
      this.options.permissions,
      credentials,
      questions.map(({ right, ref }) => ({
        permission: PERMISSIONS[right],
        resourceRef: ref,
      })),
    );
    const allowed = new Set(
      questions
        .filter((_, index) => answers[index])
        .map(({ right, ref }) => `${right} ${ref}`),
    );
    const may = (right: Right) => (ref: string) =>
      allowed.has(`${right} ${ref}`);
    return {
      mayRead: may('read'),
      mayShift: may('shift'),
      mayForce: may('force'),
    };
  }
}

const FEW = 3;

/** A refusal that names the first few of the services. */
export function notPermitted(right: Right, services: string[]): HybridError {
  const few = services.slice(0, FEW).join(', ');
  const more = services.length - FEW;
  return new HybridError({
    code: 'not-permitted',
    message: `You do not have the permission '${PERMISSIONS[right].name}' for ${
      services.length === 1 ? 'the service' : 'the services'
    } ${few}${more > 0 ? ` and ${more} more` : ''}.`,
    remedy:
      'Leave these services out, or ask their owners or whoever keeps the permission policy of this Backstage.',
  });
}
