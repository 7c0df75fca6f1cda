export { HoldPanel } from './HoldPanel';
