import type { Site } from '@hybrid-platform/backstage-plugin-hybrid-common';

/** A piece of a site's line, for legends. */
export function LineSample(props: { site: Site }) {
  const isOnPrem = props.site === 'on-prem';
  return (
    <svg width={28} height={8} aria-hidden>
      <line
        x1={0}
        y1={4}
        x2={28}
        y2={4}
        stroke={isOnPrem ? 'var(--hybrid-on-prem)' : 'var(--hybrid-aws)'}
        strokeWidth={2.5}
        strokeDasharray={isOnPrem ? '7 4' : undefined}
      />
    </svg>
  );
}
