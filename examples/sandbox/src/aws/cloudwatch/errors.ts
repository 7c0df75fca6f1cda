import { AwsError } from '../../wire';

export const validationError = (message: string) =>
  new AwsError('ValidationError', message);

export const invalidValue = (message: string) =>
  new AwsError('InvalidParameterValue', message);

export const invalidNextToken = () =>
  new AwsError('InvalidNextToken', 'The next token is not valid');
