import { AwsError } from '../../../shared/aws/errors.ts';
import { type Check, fail, ok } from '../check.ts';
import { type Deployment, functionNames } from '../deployment.ts';

export const functionsCheck: Check<Deployment> = {
  name: 'functions',
  remedy: 'Deploy the stack again.',
  look: async ({ functions }) =>
    functionNames.map((name) => {
      const found = functions[name];
      if (found instanceof AwsError) return fail(`${name}: ${found.message}`, 'Deploy the stack again.');
      return found.state === 'Active'
        ? ok(`${name} is active.`)
        : fail(`${name} is ${found.state}.`, 'Wait a minute, then deploy the stack again.');
    }),
};
