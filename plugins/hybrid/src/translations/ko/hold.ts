/** Korean texts of holding a service, by their keys: `'hold.…'`. */
export const hold = {} as const;
