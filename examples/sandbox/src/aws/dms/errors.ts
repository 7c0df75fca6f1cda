import { AwsError } from '../../wire';

export const notFound = (message: string) =>
  new AwsError('ResourceNotFoundFault', message);

export const invalidState = (message: string) =>
  new AwsError('InvalidResourceStateFault', message);

/** Not modelled by the SDK, but what DMS answers. */
export const invalidValue = (message: string) =>
  new AwsError('InvalidParameterValueException', message);

export const invalidCombination = (message: string) =>
  new AwsError('InvalidParameterCombinationException', message);
