import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { translating } from './errors.ts';
import type { Environment } from './read-environment.ts';

/** The environment of a deployed function: it names what a deployment consists of. Throws AwsError when it cannot be seen. */
export async function functionEnvironment(functionName: string): Promise<Environment> {
  const found = await translating('lambda:GetFunctionConfiguration', () =>
    new LambdaClient().send(new GetFunctionConfigurationCommand({ FunctionName: functionName })),
  );
  return found.Environment?.Variables ?? {};
}
