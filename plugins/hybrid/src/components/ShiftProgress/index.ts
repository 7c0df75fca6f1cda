export { ShiftProgress } from './ShiftProgress';
export { ShiftCountdown } from './Countdown';
export { ShiftFacts } from './ShiftFacts';
export { Stepper } from './Stepper';
