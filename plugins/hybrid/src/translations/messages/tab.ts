/** Texts of the entity tab. */
export const tab = {} as const;
