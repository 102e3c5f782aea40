import type { IncomingHttpHeaders } from 'node:http';

/** A request of AWS as it is on the wire. */
export interface WireCall {
  readonly service: string;
  readonly region: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly account: string;
}

/** What IAM is asked: may this action be done on this resource? */
export interface Access {
  readonly action: string;
  readonly resource: string;
  /** What IAM knows of this request and not of all: `dynamodb:LeadingKeys`, `aws:RequestedRegion`. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/**
 * What a call needs to be allowed, as the service authorization reference has it. A call on several resources needs each.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
export function accessesOf(call: WireCall): readonly Access[] {
  const read = readers[call.service];
  if (read === undefined) throw new Error(`The permissions of ${call.service} are not known here.`);
  const asked = { 'aws:RequestedRegion': [call.region] };
  return read(call).map(({ context, ...access }) => ({ ...access, context: { ...context, ...asked } }));
}

const readers: Readonly<Record<string, (call: WireCall) => readonly Access[]>> = {
  dynamodb: ({ account, region, ...call }) => {
    const { IndexName: index, TableName: table } = input(call);
    const resource = `arn:aws:dynamodb:${region}:${account}:table/${table}`;
    return [
      {
        action: `dynamodb:${target(call)}`,
        resource: index === undefined ? resource : `${resource}/index/${index}`,
        context: { 'dynamodb:LeadingKeys': leadingKeys(call) },
      },
    ];
  },
  eks: ({ account, path, region }) => {
    const [, , cluster, , nodeGroup] = new URL(path, 'http://localhost').pathname.split('/');
    const own = `arn:aws:eks:${region}:${account}`;
    if (cluster === undefined) return [{ action: 'eks:ListClusters', resource: '*' }];
    // EKS gives each node group an id of its own, which ends its ARN.
    return nodeGroup === undefined
      ? [{ action: 'eks:ListNodegroups', resource: `${own}:cluster/${cluster}` }]
      : [{ action: 'eks:DescribeNodegroup', resource: `${own}:nodegroup/${cluster}/${nodeGroup}/0ab1-2cd3` }];
  },
  ssm: (call) => {
    const { Name: name, Names: names = [name], Path: path } = input(call);
    const asked = path === undefined ? (names as readonly string[]) : [String(path)];
    return asked.flatMap((one) => parameterAccesses(call, one));
  },
  sns: (call) => [{ action: `sns:${form(call, 'Action')}`, resource: form(call, 'TopicArn') }],
  // Descriptions of images and of launch templates are of no resource.
  ec2: (call) => [{ action: `ec2:${form(call, 'Action')}`, resource: '*' }],
  ses: ({ account, region, ...call }) => {
    const { FromEmailAddress: from } = input(call);
    const identity = /@([^>]+)>?$/.exec(String(from))?.[1];
    return [{ action: 'ses:SendEmail', resource: `arn:aws:ses:${region}:${account}:identity/${identity}` }];
  },
  sqs: ({ account, region, ...call }) => {
    const queue = new URL(String(input(call)['QueueUrl'])).pathname.split('/').at(-1);
    return [{ action: `sqs:${target(call)}`, resource: `arn:aws:sqs:${region}:${account}:${queue}` }];
  },
};

/** Public parameters belong to no account; one that stands for a secret is read from Secrets Manager in the caller's name. */
function parameterAccesses(call: WireCall, name: string): readonly Access[] {
  const { account, region } = call;
  const owner = name.startsWith('/aws/service/') ? '' : account;
  const own = {
    action: `ssm:${target(call)}`,
    resource: `arn:aws:ssm:${region}:${owner}:parameter${name}`,
  };
  const secret = /^\/aws\/reference\/secretsmanager\/(.+)$/.exec(name)?.[1];
  if (secret === undefined) return [own];
  // Six random characters end a secret's ARN.
  const arn = `arn:aws:secretsmanager:${region}:${account}:secret:${secret}-AbCdEf`;
  return [own, { action: 'secretsmanager:GetSecretValue', resource: arn }];
}

/** The partition keys of a request, as far as it names any. */
function leadingKeys(call: Pick<WireCall, 'body'>): readonly string[] {
  const { ExpressionAttributeValues: values, Item: item, Key: key } = input(call);
  const { ':partition': partition } = (values ?? {}) as Record<string, { readonly S?: string }>;
  const { pk } = (key ?? item ?? {}) as Record<string, { readonly S?: string }>;
  return [pk?.S ?? partition?.S ?? []].flat();
}

/** The operation: `DynamoDB_20120810.GetItem`. */
function target({ headers }: Pick<WireCall, 'headers'>): string {
  return String(headers['x-amz-target']).split('.')[1] ?? '';
}

function input({ body }: Pick<WireCall, 'body'>): Readonly<Record<string, unknown>> {
  return JSON.parse(body) as Readonly<Record<string, unknown>>;
}

function form({ body }: Pick<WireCall, 'body'>, field: string): string {
  return new URLSearchParams(body).get(field) ?? '';
}
