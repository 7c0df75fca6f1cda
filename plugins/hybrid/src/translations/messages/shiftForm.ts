/** Texts of the form that starts a shift. */
export const shiftForm = {} as const;
