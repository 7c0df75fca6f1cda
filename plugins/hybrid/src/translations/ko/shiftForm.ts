/** Korean texts of the form that starts a shift, by their keys: `'shiftForm.…'`. */
export const shiftForm = {} as const;
