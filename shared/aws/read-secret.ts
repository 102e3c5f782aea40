import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { AwsError, translating } from './errors.ts';

/**
 * The value of a SecureString parameter, without the spaces around it. No error has the value in it.
 *
 * @throws AwsError when it cannot be read, or is empty.
 */
export async function readSecret(client: SSMClient, name: string): Promise<string> {
  const { Parameter } = await translating('ssm:GetParameter', () =>
    client.send(new GetParameterCommand({ Name: name, WithDecryption: true })),
  );
  const value = Parameter?.Value?.trim() ?? '';
  if (value === '') throw new AwsError('ssm:GetParameter', new Error(`Parameter ${name} is empty.`));
  return value;
}
