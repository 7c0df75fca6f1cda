/** Texts of the history of shifts. */
export const history = {} as const;
