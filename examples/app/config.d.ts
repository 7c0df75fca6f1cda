export interface Config {
  /** Who one can be in the example, without a password. */
  personas?: Array<{
    /** @visibility frontend */
    id: string;
    userEntityRef: string;
    /** @visibility frontend */
    name: string;
    /** @visibility frontend */
    role: string;
    /**
     * What this person may do, in one sentence.
     * @visibility frontend
     */
    may: string;
  }>;
  /** Where the sandbox runs; without it the app has no page for it. */
  sandbox?: {
    /** @visibility frontend */
    baseUrl: string;
  };
}
