import { AwsError } from '../../../shared/aws/errors.ts';
import { type Check, fail, howToPutBack, ok } from '../check.ts';
import { type Deployment, functionNames } from '../deployment.ts';

export const functionsCheck: Check<Deployment> = {
  name: 'functions',
  remedy: howToPutBack,
  look: async ({ functions, options, prefix }) =>
    functionNames.map((name) => {
      const found = functions[name];
      if (found instanceof AwsError) return fail(`${name}: ${found.message}`, howToPutBack);
      return found.state === 'Active'
        ? ok(`${name} is active.`)
        : fail(
            `${name} is ${found.state}.`,
            `\`aws lambda get-function-configuration ${options.aws} --function-name ${prefix}${name} --query '[StateReasonCode, StateReason]'\` says why.`,
          );
    }),
};
