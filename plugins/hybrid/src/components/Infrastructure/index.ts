export { InfrastructureSection } from './InfrastructureSection';
