import type { ServiceStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ShiftDialogMode } from '../ShiftDialog';

/** What somebody does with one service of the table. */
export interface FleetDialog {
  service: ServiceStatus;
  mode: ShiftDialogMode;
}
