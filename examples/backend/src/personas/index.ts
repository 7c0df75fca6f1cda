export { personasModule as default } from './module';
