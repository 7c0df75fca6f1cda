/** Texts of evacuating a site. */
export const evacuation = {} as const;
