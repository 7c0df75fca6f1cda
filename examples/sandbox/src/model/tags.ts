/** Tags by resource ARN. A resource that exists has an entry, even an empty one. */
export type TagStore = Map<string, Map<string, string>>;
