import {
  HYBRID_TAGS,
  UNKNOWN_HOLDER,
  type Hold,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** Who holds a service and until when, as a sentence without its full stop. */
export function whoHolds({ by, until }: Pick<Hold, 'by' | 'until'>): string {
  return by === UNKNOWN_HOLDER
    ? `Somebody holds the service until ${until} by the tag '${HYBRID_TAGS.hold}' of its rule, which does not say who`
    : `${by} holds the service until ${until}`;
}

/** What to do about it, as a sentence without its full stop. */
export function howToEnd({ by }: Pick<Hold, 'by'>): string {
  return by === UNKNOWN_HOLDER
    ? 'Find out who set the tag by hand, or wait until it expires'
    : `Ask ${by} to release it, or wait until it expires`;
}
