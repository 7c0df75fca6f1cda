export { EvacuationDialog } from './EvacuationDialog';
