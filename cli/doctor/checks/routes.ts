import { secretNamesOf, secretOf } from '../../../functions/deliver/secrets.ts';
import { AwsError } from '../../../shared/aws/errors.ts';
import { readRouteStates } from '../../../shared/aws/route-states.ts';
import { type Check, type Finding, fail, ok, warn } from '../check.ts';
import type { Deployment } from '../deployment.ts';

export const routesCheck: Check<Deployment> = {
  name: 'routes',
  remedy: 'See docs/runbook.md#deliver-failed.',
  look: async ({ deliver: { routes: configured, secrets, table }, options }) => {
    const [{ problems, routes }, { states }] = await Promise.all([configured(), readRouteStates(table)]);
    const findings: Finding[] = problems.map(({ message, subject }) =>
      fail(`${subject} is no route: ${message}`, 'See docs/configuration.md#routes.'),
    );
    await secrets.prepare(secretNamesOf([...routes.values()]));
    for (const route of routes.values()) {
      const { kind, name } = route;
      const disabled = states.get(name)?.disabled;
      const unread = await secretOf(secrets, route).then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof AwsError) return error.message;
          throw error;
        },
      );
      if (disabled !== undefined)
        findings.push(
          fail(
            `${name} is disabled since ${disabled.at}: ${disabled.reason}.`,
            'See docs/runbook.md#delivery-refused.',
          ),
        );
      else if (unread !== undefined)
        findings.push(
          fail(`${name}: its secret cannot be read: ${unread}`, 'See docs/runbook.md#deliver-failed.'),
        );
      else
        findings.push(
          ok(
            `${name} (${kind}) has its secret; \`npx amiwatch route test ${name} ${options.amiwatch}\` sends a sample.`,
          ),
        );
    }
    if (findings.length > 0) return findings;
    return [
      warn(
        'There are none: announcements go to subscribers of the topic alone.',
        'See docs/configuration.md#routes.',
      ),
    ];
  },
};
