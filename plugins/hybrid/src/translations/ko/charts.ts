/** Korean texts of the charts of requests and errors, by their keys: `'charts.…'`. */
export const charts = {} as const;
