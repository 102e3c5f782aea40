/** A public parameter as one Region holds it. */
export interface StoredParameter {
  readonly value: string;
  readonly version: number;
  readonly modified: Date;
  /** A SecureString: its value is only given to those who ask for it decrypted. */
  readonly secure?: true;
  /** The version of a secret of Secrets Manager, whose name is below `referencePath`. */
  readonly secretVersion?: string;
}

/** Parameters below it stand for secrets of Secrets Manager. */
const referencePath = '/aws/reference/secretsmanager/';

/** Name → parameter, of one Region. */
export type StoredParameters = ReadonlyMap<string, StoredParameter>;

/** What the service answers: an HTTP status and a JSON body. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The body of a call: a parsed JSON object, its members of whatever shape the client sent. */
export interface Input {
  readonly Names?: unknown;
  readonly Name?: unknown;
  readonly Path?: unknown;
  readonly Recursive?: unknown;
  readonly MaxResults?: unknown;
  readonly NextToken?: unknown;
  readonly WithDecryption?: unknown;
}

/** What one Region serves. */
export interface Served {
  readonly parameters: StoredParameters;
  /** Their names in order: a real tree has tens of thousands, too many to sort for every page. */
  readonly names: readonly string[];
}

type Operation = (input: Input, region: string, served: Served) => Answer;

const namesLimit = 10;
const pageLimit = 10;

/** The operations that there are, by the name after the dot of `X-Amz-Target`. */
export const operations: ReadonlyMap<string, Operation> = new Map([
  ['GetParameters', getParameters],
  ['GetParameter', getParameter],
  ['GetParametersByPath', getParametersByPath],
]);

/** An error in the awsJson1.1 form. AWS leaves the message out when it has nothing to say. */
export function failure(type: string, message?: string, status = 400): Answer {
  return { status, body: message === undefined ? { __type: type } : { __type: type, message } };
}

/** The parameter names or the path that a call asks for, as far as they are readable: for counting and for faults. */
export function namesOf(input: Input): readonly string[] {
  const names = input.Names ?? [input.Name ?? input.Path];
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

function getParameters(input: Input, region: string, { parameters }: Served): Answer {
  const names = input.Names;
  if (names === undefined || names === null) return invalid('null', 'names', 'Member must not be null');
  if (!isTexts(names)) return failure('SerializationException');
  if (names.length === 0 || names.length > namesLimit) {
    const bound = names.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${namesLimit}`;
    return invalid(`'[${names.join(', ')}]'`, 'names', `Member must have length ${bound}`);
  }
  // That AWS refuses a repeated name is known, its exact sentence is not: go by the type.
  if (new Set(names).size < names.length) return failure('ValidationException', 'Names must be unique.');
  const secrets = names.filter((name) => name.startsWith(referencePath));
  // A secret that is not there, or is asked for encrypted, fails the whole call; the exact sentences are not known: go by the type.
  if (secrets.length > 0 && input.WithDecryption !== true)
    return failure(
      'ValidationException',
      'WithDecryption flag must be True for retrieving a Secret Manager secret.',
    );
  if (!secrets.every((name) => parameters.has(name)))
    return failure('ParameterNotFound', 'Secrets Manager can not find the specified secret.');
  const known = names.filter((name) => parameters.has(name)).sort();
  return success({
    Parameters: known.flatMap((name) => shown(name, region, parameters, input)),
    InvalidParameters: names.filter((name) => !parameters.has(name)).sort(),
  });
}

function getParameter(input: Input, region: string, { parameters }: Served): Answer {
  const name = input.Name;
  if (name === undefined || name === null) return invalid('null', 'name', 'Member must not be null');
  if (typeof name !== 'string') return failure('SerializationException');
  const [parameter] = shown(name, region, parameters, input);
  return parameter === undefined ? failure('ParameterNotFound') : success({ Parameter: parameter });
}

/**
 * One page of the parameters below a path. A listing that does not fit one page starts with an empty one that only bears
 * a token: AWS allows that at any time, and a client that stops at an empty page loses everything.
 */
function getParametersByPath(input: Input, region: string, { names, parameters }: Served): Answer {
  const { Path: path, Recursive: recursive = false, MaxResults: max = pageLimit, NextToken: token } = input;
  if (path === undefined || path === null) return invalid('null', 'path', 'Member must not be null');
  if (typeof path !== 'string' || typeof recursive !== 'boolean' || !Number.isInteger(max)) {
    return failure('SerializationException');
  }
  const size = Number(max);
  if (size < 1 || size > pageLimit) {
    const bound = size < 1 ? 'greater than or equal to 1' : `less than or equal to ${pageLimit}`;
    return invalid(`'${size}'`, 'maxResults', `Member must have value ${bound}`);
  }
  if (!path.startsWith('/')) {
    return failure(
      'ValidationException',
      'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/".',
    );
  }
  const base = path.endsWith('/') ? path : `${path}/`;
  const tree = names.slice(...rangeOf(names, base));
  const below = recursive ? tree : tree.filter((name) => !name.slice(base.length).includes('/'));
  const offset = token === undefined || token === null ? undefined : offsetOf(token, base, recursive);
  if (offset === 'invalid') return failure('InvalidNextToken');
  const isFirstOfMany = offset === undefined && below.length > size;
  const start = offset ?? 0;
  const end = isFirstOfMany ? 0 : start + size;
  return success({
    Parameters: below.slice(start, end).flatMap((name) => shown(name, region, parameters, input)),
    ...(end < below.length ? { NextToken: tokenOf(end, base, recursive) } : {}),
  });
}

/** Where the names below a path begin and end: in order, they stand together. */
function rangeOf(names: readonly string[], base: string): readonly [number, number] {
  return [firstAfter(names, base), firstAfter(names, `${base}\uffff`)];
}

/** The first index whose name is not before the text. */
function firstAfter(names: readonly string[], text: string): number {
  let [low, high] = [0, names.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function tokenOf(offset: number, base: string, recursive: boolean): string {
  return Buffer.from(JSON.stringify([offset, base, recursive])).toString('base64url');
}

/** A token belongs to its listing: another path or depth makes it invalid. */
function offsetOf(token: unknown, base: string, recursive: boolean): number | 'invalid' {
  if (typeof token !== 'string') return 'invalid';
  const offset = Number(/^\[(\d{1,9}),/.exec(Buffer.from(token, 'base64url').toString())?.[1]);
  return token === tokenOf(offset, base, recursive) ? offset : 'invalid';
}

/** The parameter as it is on the wire, or nothing. Times are epoch seconds; public parameters belong to no account. */
function shown(
  name: string,
  region: string,
  parameters: StoredParameters,
  { WithDecryption: decrypted }: Input,
): readonly object[] {
  const parameter = parameters.get(name);
  if (parameter === undefined) return [];
  return [
    {
      ARN: `arn:${partitionOf(region)}:ssm:${region}::parameter${name}`,
      DataType: 'text',
      LastModifiedDate: parameter.modified.getTime() / 1000,
      Name: name,
      Type: parameter.secure === true ? 'SecureString' : 'String',
      Value: parameter.secure === true && decrypted !== true ? 'AQICAHencrypted' : parameter.value,
      ...versionOf(name, parameter),
    },
  ];
}

/** A secret has versions of its own, which the source's answer names; that answer has the value in it as well. */
function versionOf(name: string, { secretVersion, value, version }: StoredParameter): object {
  if (secretVersion === undefined) return { Version: version };
  const source = {
    Name: name.slice(referencePath.length),
    VersionId: secretVersion,
    SecretString: value,
    VersionStages: ['AWSCURRENT'],
  };
  return { Version: 0, SourceResult: JSON.stringify(source) };
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function success(body: object): Answer {
  return { status: 200, body };
}

function invalid(value: string, member: string, constraint: string): Answer {
  return failure(
    'ValidationException',
    `1 validation error detected: Value ${value} at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
