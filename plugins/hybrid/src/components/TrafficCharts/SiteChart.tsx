import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { DotItemDotProps } from 'recharts';
import {
  SITES,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatCount } from '../../format/numbers';
import { ChartTooltip } from './ChartTooltip';
import { labelledMarks, type ChartRow, type ShiftMark } from './series';
import { formatTick } from './time';

const HEIGHT = 220;

/** The sites' lines differ in style, not only in colour. */
const lineStyles: Record<Site, { stroke: string; dash?: string }> = {
  'on-prem': { stroke: 'var(--hybrid-on-prem)', dash: '7 4' },
  aws: { stroke: 'var(--hybrid-aws)' },
};

const axis = {
  stroke: 'var(--bui-fg-secondary)',
  tick: { fill: 'var(--bui-fg-secondary)', fontSize: 12 },
};

/** One metric of both sites over time. In a chunk of its own, with the library it needs. */
export default function SiteChart(props: {
  label: string;
  rows: ChartRow[];
  marks: ShiftMark[];
  from: number;
  to: number;
  periodSeconds: number;
}) {
  const { label, rows, marks, from, to, periodSeconds } = props;
  const labelled = labelledMarks(marks, to - from);
  return (
    <ResponsiveContainer
      width="100%"
      height={HEIGHT}
      initialDimension={{ width: 640, height: HEIGHT }}
    >
      <LineChart
        data={rows}
        aria-label={label}
        syncId="hybrid-traffic"
        syncMethod="value"
        margin={{ top: 20, right: 12, bottom: 0, left: 0 }}
      >
        <CartesianGrid stroke="var(--bui-border-1)" vertical={false} />
        <XAxis
          {...axis}
          dataKey="at"
          type="number"
          scale="time"
          domain={[from, to]}
          tickFormatter={(at: number) => formatTick(at, to - from)}
          minTickGap={48}
        />
        <YAxis
          {...axis}
          width={52}
          allowDecimals={false}
          domain={[0, (max: number) => Math.max(max, 4)]}
          tickFormatter={formatCount}
        />
        {marks.map(mark => (
          <ReferenceArea
            key={`area-${mark.number}`}
            x1={mark.from}
            x2={mark.to}
            fill="var(--bui-fg-secondary)"
            fillOpacity={0.15}
            ifOverflow="hidden"
          />
        ))}
        {marks.map(mark => (
          <ReferenceLine
            key={`line-${mark.number}`}
            x={mark.from}
            stroke="var(--bui-fg-primary)"
            strokeDasharray="2 3"
            label={
              labelled.has(mark.number)
                ? {
                    value: String(mark.number),
                    position: 'top',
                    fill: 'var(--bui-fg-primary)',
                    fontSize: 12,
                    fontWeight: 700,
                  }
                : undefined
            }
          />
        ))}
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--bui-fg-secondary)' }}
          content={tooltip => (
            <ChartTooltip
              active={tooltip.active}
              row={tooltip.payload[0]?.payload as ChartRow | undefined}
              marks={marks}
              periodSeconds={periodSeconds}
            />
          )}
        />
        {SITES.map(site => (
          <Line
            key={site}
            dataKey={site}
            type="linear"
            stroke={lineStyles[site].stroke}
            strokeDasharray={lineStyles[site].dash}
            strokeWidth={2}
            dot={dot => <IsolatedDot {...dot} />}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}

/** A period without neighbours would be a line of no length. */
function IsolatedDot(props: DotItemDotProps) {
  const { cx, cy, payload, stroke } = props;
  if (!(payload as ChartRow).isIsolated || cy === undefined) return <g />;
  return <circle cx={cx} cy={cy} r={2.5} fill={stroke} />;
}
