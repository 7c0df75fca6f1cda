/** The services of the example platform. */
export const SERVICES = [
  'storefront',
  'catalog',
  'cart',
  'order',
  'payment',
  'search',
];
