import { Command, Option } from 'commander';
import { severities } from '../../shared/behaviour/behaviour-change.ts';

/** `amiwatch behaviour …`: the knowledge base. */
export function behaviourCommand(): Command {
  return new Command('behaviour')
    .description('The known behaviour changes: list them, show one, check entries.')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(validateCommand());
}

function listCommand(): Command {
  return new Command('list')
    .description('The known behaviour changes, gravest first.')
    .argument('[search]', 'only those with this word in id, title or component')
    .addOption(new Option('--severity <severity>', 'only of this severity').choices([...severities]))
    .option('--json', 'print the entries as one JSON array', false)
    .addHelpText('after', '\nExample:\n  $ amiwatch behaviour list kernel --severity breaking')
    .action(async (search: string | undefined, { json, severity }) => {
      const { list } = await import('../behaviour/list.ts');
      process.stdout.write(
        list({
          json,
          ...(search === undefined ? {} : { search }),
          ...(severity === undefined ? {} : { severity }),
        }),
      );
    });
}

function showCommand(): Command {
  return new Command('show')
    .description('All that is known of one: where it is, with which releases it came and went, what to do.')
    .argument('<id>', 'like containerd2-rollout')
    .option('--json', 'print the entry as one JSON object', false)
    .addHelpText('after', '\nExample:\n  $ amiwatch behaviour show containerd2-rollout')
    .action(async (id: string, options) => {
      const { show } = await import('../behaviour/show.ts');
      process.stdout.write(show(id, options));
    });
}

function validateCommand(): Command {
  return new Command('validate')
    .description(
      'Check entries: what is wrong and how to mend it, and on which recorded releases they would have fired.',
    )
    .argument('[files...]', 'the YAML files; without any, the whole knowledge base')
    .addHelpText(
      'after',
      '\nExample:\n  $ amiwatch behaviour validate shared/behaviour/entries/containerd2-rollout.yaml',
    )
    .action(async (files: readonly string[], options) => {
      const { validate } = await import('../behaviour/validate.ts');
      options.exit(await validate(files));
    });
}
