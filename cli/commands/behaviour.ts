import { Command } from 'commander';

/** `amiwatch behaviour …`: the knowledge base. */
export function behaviourCommand(): Command {
  return new Command('behaviour')
    .description('The known behaviour changes: check entries.')
    .addCommand(validateCommand());
}

function validateCommand(): Command {
  return new Command('validate')
    .description('Check entries of the knowledge base, and say what is wrong and how to mend it.')
    .argument('[files...]', 'the YAML files; without any, the whole knowledge base')
    .action(async (files: readonly string[], options) => {
      const { validate } = await import('../behaviour/validate.ts');
      (options as { readonly exit: (code: number) => void }).exit(await validate(files));
    });
}
