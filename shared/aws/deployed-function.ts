import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { translating } from './errors.ts';

/** A function of a deployment, as AWS has it. Its environment names what the deployment consists of. */
export interface DeployedFunction {
  readonly arn: string;
  readonly state: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Looks at a function, with the credentials and the Region that the SDK finds. Throws AwsError when it cannot be seen. */
export async function deployedFunction(functionName: string): Promise<DeployedFunction> {
  const found = await translating('lambda:GetFunctionConfiguration', () =>
    new LambdaClient().send(new GetFunctionConfigurationCommand({ FunctionName: functionName })),
  );
  return {
    arn: found.FunctionArn ?? '',
    state: found.State ?? 'unknown',
    environment: found.Environment?.Variables ?? {},
  };
}
