import { readEntityRef } from '../aws/rule/tags';
import { HybridError } from '../errors';
import type {
  PlatformService,
  PlatformView,
} from '../platforms/PlatformService';
import type { RoutedService } from './RoutedService';

/** What this plugin's own records say of an entity's service, whatever the catalog says. */
export interface ServiceTrace {
  platform: string;
  service: string;
  /** Who asked for the shift that is under way. */
  startedBy?: string;
  /** Who asked for shifts that are under way or ended lately, and may see how they end. */
  watchers: string[];
  /** Who set the hold through Backstage that has not ended. */
  heldBy?: string;
}

/** Leads from an entity to its service without the catalog: by records, and the rule's tag. */
export class KnownServices {
  constructor(
    private readonly options: {
      platforms: Pick<PlatformService, 'snapshot' | 'views'>;
      tracesOf(entityRef: string): Promise<ServiceTrace[]>;
    },
  ) {}

  /** What the records have of an entity, and the platforms that it has, or had, a service on. */
  async of(
    entityRef: string,
  ): Promise<{ traces: ServiceTrace[]; views: PlatformView[] }> {
    const { platforms, tracesOf } = this.options;
    const [traces, views] = await Promise.all([
      tracesOf(entityRef),
      platforms.views(),
    ]);
    const known = views.filter(
      view =>
        taggedServices(view, entityRef).length > 0 ||
        traces.some(({ platform }) => platform === view.platform.id),
    );
    return { traces, views: known };
  }

  /** The service of a vanished entity, by the tag of its rule. */
  async locate(entityRef: string): Promise<RoutedService> {
    const traces = await this.options.tracesOf(entityRef);
    const found = await this.#tagged(entityRef, traces);
    if (found) return found;
    // While nothing is known of its platform, that is what is wrong.
    for (const { platform } of traces) {
      await this.options.platforms.snapshot(platform);
    }
    throw new HybridError({
      code: 'service-not-found',
      message: `Neither the catalog has ${entityRef} any more, nor does the tag of a listener rule name it.`,
      remedy: 'Register the entity again, and deploy the service.',
    });
  }

  /** The service for which something is under way, if its rule's tag names the entity. */
  async underWay(entityRef: string): Promise<RoutedService | undefined> {
    const traces = await this.options.tracesOf(entityRef);
    const active = traces.filter(isUnderWay);
    if (active.length === 0) return undefined;
    const found = await this.#tagged(entityRef, active);
    return found && active.some(trace => isOf(trace, found))
      ? found
      : undefined;
  }

  /** The tagged service that there are records of, or else the first. */
  async #tagged(
    entityRef: string,
    traces: ServiceTrace[],
  ): Promise<RoutedService | undefined> {
    const views = await this.options.platforms.views();
    const tagged = views.flatMap(view => taggedServices(view, entityRef));
    for (const known of [traces.filter(isUnderWay), traces]) {
      const found = tagged.find(each => known.some(one => isOf(one, each)));
      if (found) return found;
    }
    return tagged[0];
  }
}

function isUnderWay({ startedBy, heldBy }: ServiceTrace): boolean {
  return startedBy !== undefined || heldBy !== undefined;
}

function taggedServices(view: PlatformView, entityRef: string) {
  const { platform, latest } = view;
  if (!latest) return [];
  return latest.snapshot.services
    .filter(({ ruleTags }) => readEntityRef(ruleTags) === entityRef)
    .map(service => ({ entityRef, platform, service, view: latest }));
}

function isOf(
  { platform, service }: ServiceTrace,
  found: RoutedService,
): boolean {
  return platform === found.platform.id && service === found.service.name;
}
