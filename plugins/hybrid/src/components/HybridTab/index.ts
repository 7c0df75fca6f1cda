export { HybridTab } from './HybridTab';
