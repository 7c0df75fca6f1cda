import { TrafficCard } from '../components/TrafficCard';
import {
  renderOnEntity,
  type RenderedOnEntity,
  type RenderOnEntityOptions,
} from './renderOnEntity';

const ALL_BUT_READ = [
  'hybrid.traffic.shift',
  'hybrid.traffic.force',
  'hybrid.traffic.hold',
  'hybrid.traffic.approve',
];

/** Renders the card of an entity as an app would, with the APIs that it asks for. */
export function renderCard(
  options: RenderOnEntityOptions & { mayShift?: boolean | 'fails' } = {},
): RenderedOnEntity {
  const { mayShift = true, ...others } = options;
  return renderOnEntity(<TrafficCard />, {
    ...(mayShift === false && { denied: ALL_BUT_READ }),
    ...(mayShift === 'fails' && { denied: 'fails' as const }),
    ...others,
  });
}
