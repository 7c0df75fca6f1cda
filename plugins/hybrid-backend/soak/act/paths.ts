/** Paths of the API below `/v1`, for the example's platform. */
const PLATFORM = '/platforms/shop';

export const servicePath = (service: string) =>
  `/services/default/component/${service}`;
export const shiftsPath = (service: string) => `${servicePath(service)}/shifts`;
export const shiftPath = (service: string, id: string) =>
  `${shiftsPath(service)}/${id}`;
export const holdPath = (service: string) => `${servicePath(service)}/hold`;
export const platformPath = PLATFORM;
export const evacuationsPath = `${PLATFORM}/evacuations`;
export const evacuationPath = (id: string) => `${evacuationsPath}/${id}`;
