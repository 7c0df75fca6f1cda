/** Korean texts of the fleet page, by their keys: `'fleet.…'`. */
export const fleet = {} as const;
