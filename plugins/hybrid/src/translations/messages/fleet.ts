/** Texts of the fleet page. */
export const fleet = {} as const;
