/** A template as CloudFormation takes it. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default?: string }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Rules?: Readonly<Record<string, { readonly Assertions: readonly { readonly Assert: unknown }[] }>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** Where a stack is made, and what it is given. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const nothing = Symbol('AWS::NoValue');

/**
 * The resources that a template makes, with every reference and condition carried out. What has no name of its own is named after
 * its logical id.
 *
 * @throws Error where a rule of the template does not hold, as CloudFormation refuses the parameters then; and where the template has an intrinsic function, or refers to an attribute, that is not known here.
 */
export function resolveTemplate(
  template: Template,
  place: Place,
): Readonly<Record<string, TemplateResource>> {
  const functions: Readonly<Record<string, (input: never) => unknown>> = {
    Ref: ref,
    Condition: holds,
    'Fn::GetAtt': ([id, wanted]: readonly [string, string]) => attribute(id, wanted),
    'Fn::Sub': substitute,
    'Fn::Join': ([between, parts]: readonly [string, unknown]) =>
      (resolve(parts) as readonly string[]).join(between),
    'Fn::Split': ([at, text]: readonly [string, unknown]) => String(resolve(text)).split(at),
    'Fn::Select': ([index, list]: readonly [number | string, unknown]) =>
      (resolve(list) as readonly unknown[])[Number(index)],
    'Fn::If': ([condition, yes, no]: readonly [string, unknown, unknown]) =>
      resolve(holds(condition) ? yes : no),
    'Fn::Equals': (both: readonly unknown[]) => String(resolve(both[0])) === String(resolve(both[1])),
    'Fn::Not': ([one]: readonly unknown[]) => resolve(one) !== true,
    'Fn::And': (all: readonly unknown[]) => all.every((one) => resolve(one) === true),
    'Fn::Or': (all: readonly unknown[]) => all.some((one) => resolve(one) === true),
    'Fn::Contains': ([list, one]: readonly unknown[]) => (resolve(list) as unknown[]).includes(resolve(one)),
    'Fn::EachMemberIn': ([some, all]: readonly unknown[]) => {
      const allowed = resolve(all) as readonly unknown[];
      return (resolve(some) as readonly unknown[]).every((one) => allowed.includes(one));
    },
  };

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve).filter((part) => part !== nothing);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [[key, input] = ['', undefined]] = entries;
    if (entries.length === 1 && key in functions) return functions[key]?.(input as never);
    if (key.startsWith('Fn::')) throw new Error(`${key} is not known here.`);
    const parts = entries.map(([name, part]) => [name, resolve(part)] as const);
    return Object.fromEntries(parts.filter(([, part]) => part !== nothing));
  }

  function holds(condition: string): boolean {
    return resolve(template.Conditions?.[condition]) === true;
  }

  function ref(name: string): unknown {
    const parameter = template.Parameters?.[name];
    if (parameter !== undefined) {
      const given = place.parameters[name] ?? parameter.Default ?? '';
      return parameter.Type === 'CommaDelimitedList' ? given.split(',') : given;
    }
    const pseudo = pseudoParameters(place);
    return name in pseudo ? pseudo[name] : attribute(name, 'Ref');
  }

  function attribute(id: string, wanted: string): string {
    const resource = template.Resources[id];
    const found = resource === undefined ? undefined : attributesOf(id, resource, place)[wanted];
    if (found === undefined) throw new Error(`${wanted} of ${id} (${resource?.Type}) is not known here.`);
    return found;
  }

  function substitute(input: string | readonly [string, Readonly<Record<string, unknown>>]): string {
    const [text, own] = typeof input === 'string' ? [input, {}] : input;
    return text.replaceAll(/\$\{([\w.:]+)\}/g, (_, name: string) => {
      if (name in own) return String(resolve(own[name]));
      const [id = '', ...path] = name.split('.');
      return String(path.length === 0 ? ref(id) : attribute(id, path.join('.')));
    });
  }

  for (const [name, { Assertions }] of Object.entries(template.Rules ?? {}))
    if (!Assertions.every(({ Assert }) => resolve(Assert) === true))
      throw new Error(`The rule ${name} does not hold.`);

  const made = Object.entries(template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || holds(Condition),
  );
  return Object.fromEntries(
    made.map(([id, { Type, Properties = {} }]) => [
      id,
      { Type, Properties: resolve(Properties) as Readonly<Record<string, unknown>> },
    ]),
  );
}

function pseudoParameters({ account, region }: Place): Readonly<Record<string, unknown>> {
  return {
    'AWS::AccountId': account,
    'AWS::NoValue': nothing,
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::StackName': 'amiwatch-prod',
    'AWS::URLSuffix': 'amazonaws.com',
  };
}

/** What references to a resource give, by its type. */
function attributesOf(
  id: string,
  { Properties = {}, Type }: TemplateResource,
  { account, region }: Place,
): Readonly<Record<string, string>> {
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;
  const named = (property: string) => {
    const name = Properties[property];
    return typeof name === 'string' ? name : id;
  };
  switch (Type) {
    case 'AWS::DynamoDB::Table':
      return { Ref: id, Arn: arn('dynamodb', `table/${id}`) };
    case 'AWS::SNS::Topic':
      return { Ref: arn('sns', id), TopicArn: arn('sns', id), TopicName: id };
    case 'AWS::SQS::Queue':
      return {
        Ref: `https://sqs.${region}.amazonaws.com/${account}/${id}`,
        Arn: arn('sqs', id),
        QueueName: id,
      };
    case 'AWS::Lambda::Function':
      return { Ref: named('FunctionName'), Arn: arn('lambda', `function:${named('FunctionName')}`) };
    case 'AWS::Logs::LogGroup':
      return { Ref: named('LogGroupName'), Arn: arn('logs', `log-group:${named('LogGroupName')}:*`) };
    case 'AWS::ApiGatewayV2::Api':
      return { Ref: id, ApiEndpoint: `https://${id.toLowerCase()}.execute-api.${region}.amazonaws.com` };
    case 'AWS::IAM::Role':
      return { Ref: id, Arn: `arn:aws:iam::${account}:role/${id}` };
    default:
      return { Ref: id, Arn: arn('other', id) };
  }
}
