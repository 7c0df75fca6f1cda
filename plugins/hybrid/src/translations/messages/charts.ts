/** Texts of the charts of requests and errors. */
export const charts = {} as const;
