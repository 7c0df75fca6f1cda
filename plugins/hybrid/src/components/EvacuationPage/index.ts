export { EvacuationView } from './EvacuationView';
export { EvacuationList } from './EvacuationList';
export { EvacuationBanner } from './EvacuationBanner';
