/** Korean texts of evacuating a site, by their keys: `'evacuation.…'`. */
export const evacuation = {} as const;
