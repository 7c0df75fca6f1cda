export { SurroundingsSection } from './SurroundingsSection';
