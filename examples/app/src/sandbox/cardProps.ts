import type { SandboxStatus } from '@hybrid-platform/sandbox';
import type { Change } from './useSandbox';

export interface CardProps {
  status: SandboxStatus;
  change: Change;
}
