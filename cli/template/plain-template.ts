import { rulesFor } from '../../infra/settings/rules.ts';
import { stageForm, stageMark } from '../../infra/settings/stage.ts';

/** A CloudFormation template, as far as this looks into it. */
export interface Template {
  readonly Description?: string;
  readonly Parameters: Readonly<Record<string, unknown>>;
  readonly Rules?: Readonly<Record<string, object>>;
  readonly Resources: Readonly<
    Record<
      string,
      { readonly Type: string; readonly Properties?: object; readonly DeletionPolicy?: 'Retain' | 'Delete' }
    >
  >;
  readonly Outputs: Readonly<Record<string, object>>;
}

/** What a team gives beside the settings: where the bundles are, and under which name all of it stands. */
const ownParameters = {
  CodeBucket: {
    Type: 'String',
    Description: 'The bucket that has the bundles, in the Region of the stack.',
    AllowedPattern: '^[a-z0-9.-]{3,63}$',
  },
  CodePrefix: {
    Type: 'String',
    Description: 'Where in the bucket they are: empty, or with a slash at the end.',
    Default: '',
    AllowedPattern: '^$|^.+/$',
  },
  Stage: {
    Type: 'String',
    Description:
      'Names functions and alarms, and the paths of routes, digests and secrets: /amiwatch/STAGE/routes.',
    Default: 'prod',
    AllowedPattern: stageForm.source,
  },
} as const;

/**
 * The template for CloudFormation alone, from the one that osls packaged with `stageMark`: without the bucket of osls, bundles from
 * a bucket that is given, and the stage as a parameter.
 *
 * @param bundles by a function's name, the name of its archive.
 */
export function plainTemplate(packaged: Template, bundles: ReadonlyMap<string, string>): Template {
  const own = (name: string) => !name.startsWith('ServerlessDeploymentBucket');
  const kept = Object.entries(packaged.Resources).filter(([name]) => own(name));
  const outputs = Object.entries(packaged.Outputs).filter(([name]) => own(name));
  const template = {
    ...packaged,
    Description: 'amiwatch: tells what changed in EKS node images, and what it breaks.',
    Parameters: { ...ownParameters, ...packaged.Parameters },
    Rules: rulesFor(packaged.Resources['Table']?.DeletionPolicy === 'Delete' ? 'delete' : 'retain'),
    Resources: Object.fromEntries(kept.map(([name, resource]) => [name, withBundle(resource, bundles)])),
    // Exported names are those of an account: two stacks would quarrel over them, and nothing imports them.
    Outputs: Object.fromEntries(
      outputs.map(([name, { Export: _, ...output }]: [string, { Export?: unknown }]) => [name, output]),
    ),
  };
  return withStage(template) as Template;
}

/** The functions of a packaged template, by the names of their archives. */
export function bundledFunctions({ Resources }: Template): readonly string[] {
  return Object.values(Resources).flatMap((resource) => bundledFunction(resource) ?? []);
}

function bundledFunction({ Properties, Type }: Template['Resources'][string]): string | undefined {
  if (Type !== 'AWS::Lambda::Function') return undefined;
  const { Code } = Properties as { readonly Code: { readonly S3Key: string } };
  return /([^/]+)\.zip$/.exec(Code.S3Key)?.[1] ?? '';
}

function withBundle(resource: Template['Resources'][string], bundles: ReadonlyMap<string, string>) {
  const name = bundledFunction(resource);
  if (name === undefined) return resource;
  const bundle = bundles.get(name);
  if (bundle === undefined) throw new RangeError(`There is no bundle for ${JSON.stringify(name)}.`);
  const S3Key = { 'Fn::Sub': `\${CodePrefix}${bundle}` };
  return {
    ...resource,
    Properties: { ...resource.Properties, Code: { S3Bucket: { Ref: 'CodeBucket' }, S3Key } },
  };
}

/** Every text with the mark, made a substitution of the parameter; one that is a substitution already stays one. */
function withStage(part: unknown): unknown {
  if (typeof part === 'string') {
    if (!part.includes(stageMark)) return part;
    return { 'Fn::Sub': marked(part.replaceAll('${', '${!')) };
  }
  if (Array.isArray(part)) return part.map(withStage);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      key === 'Fn::Sub' ? inSubstitution(value) : withStage(value),
    ]),
  );
}

function inSubstitution(value: unknown): unknown {
  if (typeof value === 'string') return marked(value);
  const [text, variables] = value as readonly [string, unknown];
  return [marked(text), withStage(variables)];
}

function marked(text: string): string {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own substitution.
  return text.replaceAll(stageMark, '${Stage}');
}
