/** One thing that is wrong with the configuration, as a sentence for whoever wrote it. */
export interface ConfigProblem {
  /** Relative to the configuration folder, such as `platform.yaml`. */
  file: string;
  /** Dotted, such as `network.vpcCidr`; empty for the file as a whole. */
  path: string;
  message: string;
}

export const PLATFORM_FILE = 'platform.yaml';
export const serviceFile = (name: string) => `services/${name}.yaml`;
