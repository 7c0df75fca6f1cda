/** Korean texts of the entity tab, by their keys: `'tab.…'`. */
export const tab = {} as const;
