/** Texts of holding a service. */
export const hold = {} as const;
