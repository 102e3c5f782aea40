import { AwsError } from '../../shared/aws/errors.ts';
import { reasonOf } from '../usage-error.ts';
import { type Check, type Finding, fail, warn } from './check.ts';

/** What AWS calls a permission that is not there. It is the caller's, and says nothing of the deployment. */
const refusals: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  // SNS
  'AuthorizationErrorException',
]);

/** Looks at everything, whatever a check before has found. Gives each finding with the name of its check, as they come. */
export async function* examine<Context>(
  checks: readonly Check<Context>[],
  context: Context,
): AsyncGenerator<Finding & { readonly check: string }> {
  for (const { look, name, remedy } of checks) {
    const whenUnseen = typeof remedy === 'string' ? remedy : remedy(context);
    for (const finding of await look(context).catch((error: unknown) => [unseen(error, whenUnseen)])) {
      yield { check: name, ...finding };
    }
  }
}

function unseen(error: unknown, remedy: string): Finding {
  const isRefused =
    error instanceof AwsError && error.cause instanceof Error && refusals.has(error.cause.name);
  return isRefused
    ? warn(`${error.message}`, `You may not look: ask for ${error.operation}. It may be well all the same.`)
    : fail(reasonOf(error), remedy);
}
