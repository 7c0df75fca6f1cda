export { ShiftDialog, type ShiftDialogMode } from './ShiftDialog';
