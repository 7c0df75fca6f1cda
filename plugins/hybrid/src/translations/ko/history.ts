/** Korean texts of the history of shifts, by their keys: `'history.…'`. */
export const history = {} as const;
