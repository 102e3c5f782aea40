import { Command } from 'commander';
import { readParameterPath } from '../deployment/arguments.ts';
import { exitCodes } from '../usage-error.ts';
import { withDeployment } from './deployment-options.ts';

type Exit = { readonly exit: (code: number) => void };

/** `amiwatch digest`: the digest lists of a deployment. */
export function digestCommand(): Command {
  return new Command('digest')
    .description('The digests of a deployment: whether they arrive.')
    .addCommand(testCommand());
}

function testCommand(): Command {
  return withDeployment(new Command('test'))
    .description('Send a list a sample that says that it is one, the way that its digests are sent.')
    .argument('<name>', 'the list')
    .option(
      '--digests <path>',
      'the path of its lists (default: AMIWATCH_DIGESTS, or what the stage has)',
      readParameterPath('--digests', '/amiwatch/prod/digests'),
    )
    .addHelpText(
      'after',
      `
Exit codes:
  0  SES or SNS took it
  1  it did not, or nobody knows; the reason is printed
  2  the command line, the list, or what AWS was asked with is wrong`,
    )
    .action(async (name: string, options) => {
      const [{ askingAws }, { digestsOf, testDigest }] = await Promise.all([
        import('../deployment/context.ts'),
        import('../deployment/digests.ts'),
      ]);
      const context = await digestsOf(options);
      const outcome = await askingAws(() => testDigest(context, name));
      const sent = outcome.kind === 'sent';
      process.stdout.write(sent ? 'The sample was taken.\n' : `It is ${outcome.kind}: ${outcome.reason}.\n`);
      (options as Exit).exit(sent ? exitCodes.ok : exitCodes.found);
    });
}
