export { ShiftForm } from './ShiftForm';
