import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startHttpApi } from '../../infra/local/http-api.ts';
import type { Access } from './accesses.ts';
import { type FunctionProcess, startFunction } from './function-process.ts';
import { receiveAsLambda } from './receive-as-lambda.ts';
import { type Recorder, startRecorder } from './recorder.ts';
import type { Place, Template, TemplateResource } from './resolve-template.ts';
import { resolveTemplate } from './resolve-template.ts';
import { type Services, startServices } from './services.ts';

/** A deployed stack: the packaged bundles in processes of their own, and the servers of this machine around them. */
export interface Cloud extends Services {
  readonly resources: Readonly<Record<string, TemplateResource>>;
  /** Starts a function as its schedule does. */
  readonly schedule: (name: string) => Promise<unknown>;
  /** Hands a function what is in its queue, as Lambda does; gives how many messages were done. */
  readonly drain: (name: string) => Promise<number>;
  /** Asks the function behind the HTTP API. */
  readonly get: (path: string) => Promise<Response>;
  /** Lets time pass up to this instant. Processes end: what comes next is a cold start. */
  readonly advanceTo: (at: Date) => Promise<void>;
  /** What each role of the template was used for, by its logical id. */
  readonly accesses: (role: string) => readonly Access[];
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

export interface Deployment {
  readonly template: Template;
  /** The files of a function's bundle. */
  readonly bundle: (name: string) => Promise<ReadonlyMap<string, Buffer>>;
  /** An empty folder. */
  readonly folder: string;
  readonly place: Place;
  /** When the story begins; from then on the clock goes as everywhere. */
  readonly beginsAt: Date;
}

/** The properties of a function that count here. */
interface FunctionProperties {
  readonly Environment: { readonly Variables: Readonly<Record<string, string>> };
  readonly FunctionName: string;
  readonly Handler: string;
  readonly MemorySize: number;
  readonly Role: string;
  readonly Timeout: number;
}

interface Deployed {
  readonly name: string;
  readonly arn: string;
  readonly role: string;
  readonly properties: FunctionProperties;
  readonly logStream: string;
  readonly folder: string;
  readonly recorder: Recorder;
}

/** Deploys a template, as far as a machine without AWS can. */
export async function deploy({ beginsAt, bundle, folder, place, template }: Deployment): Promise<Cloud> {
  const resources = resolveTemplate(template, place);
  const services = await startServices(resources, place.region);
  const deployed = new Map<string, Deployed>();
  const running = new Map<string, Promise<FunctionProcess>>();
  const used = new Map<string, Access[]>();
  const lines: string[] = [];
  let aheadMs = beginsAt.getTime() - Date.now();

  for (const { Properties, Type } of Object.values(resources)) {
    if (Type !== 'AWS::Lambda::Function') continue;
    const properties = Properties as unknown as FunctionProperties;
    const [, name = ''] = properties.Handler.split('/');
    const own = join(folder, name);
    for (const [path, bytes] of await bundle(name)) {
      await mkdir(dirname(join(own, path)), { recursive: true });
      await writeFile(join(own, path), bytes);
    }
    deployed.set(name, {
      name,
      arn: `arn:aws:lambda:${place.region}:${place.account}:function:${properties.FunctionName}`,
      role: roleOf(properties.Role),
      properties,
      logStream: `arn:aws:logs:${place.region}:${place.account}:log-group:/aws/lambda/${properties.FunctionName}:log-stream:stream`,
      folder: own,
      recorder: await startRecorder(services.endpoints, place.account),
    });
  }

  const functionOf = (name: string): Deployed => {
    const found = deployed.get(name);
    if (found === undefined) throw new Error(`The template has no function ${name}.`);
    return found;
  };
  const noteUse = (role: string, access: Access) => used.set(role, [...(used.get(role) ?? []), access]);

  async function processOf(name: string): Promise<FunctionProcess> {
    const known = running.get(name);
    if (known !== undefined) return known;
    const { arn, folder, logStream, properties, recorder, role } = functionOf(name);
    noteUse(role, { action: 'logs:CreateLogStream', resource: logStream });
    const starting = startFunction({
      name: properties.FunctionName,
      arn,
      handler: properties.Handler,
      folder,
      timeoutMs: properties.Timeout * 1000,
      memoryMb: properties.MemorySize,
      logGroup: `/aws/lambda/${properties.FunctionName}`,
      environment: {
        ...properties.Environment.Variables,
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_SESSION_TOKEN: 'local',
        AWS_REGION: place.region,
        AWS_DEFAULT_REGION: place.region,
        AWS_ENDPOINT_URL: recorder.url,
        OUTSIDE: JSON.stringify(services.outside),
      },
      aheadMs,
      log: (line) => void lines.push(line),
    });
    running.set(name, starting);
    return starting;
  }

  const invoke = async (name: string, event: unknown) => {
    const { logStream, role } = functionOf(name);
    // Lambda itself writes a line when an invocation starts, and one when it ends.
    noteUse(role, { action: 'logs:PutLogEvents', resource: logStream });
    return (await processOf(name)).invoke(event);
  };
  const endProcesses = async () => {
    for (const process of running.values()) await (await process).stop();
    running.clear();
  };
  const api = await startHttpApi(async (event) => (await invoke('feed', event)) as object, 0);

  return {
    ...services,
    resources,
    schedule: (name) => {
      const { arn } = functionOf(name);
      const target = targetOf(resources, arn);
      noteUse(roleOf(target.RoleArn), { action: 'lambda:InvokeFunction', resource: arn });
      return invoke(name, scheduledPayload(new Date(Date.now() + aheadMs), place));
    },
    drain: (name) => {
      const { recorder } = functionOf(name);
      return receiveAsLambda(resources, recorder.url, place.region, (event) => invoke(name, event));
    },
    get: (path) => fetch(`${api.url}${path}`),
    advanceTo: async (at) => {
      await endProcesses();
      aheadMs = at.getTime() - Date.now();
    },
    accesses: (role) => [
      ...[...deployed.values()].flatMap((one) => (one.role === role ? one.recorder.accesses : [])),
      ...(used.get(role) ?? []),
    ],
    log: () => lines.join(''),
    stop: async () => {
      await endProcesses();
      await api.stop();
      for (const { recorder } of deployed.values()) await recorder.stop();
      await services.stop();
    },
  };
}

function roleOf(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}

interface Target {
  readonly Arn: string;
  readonly RoleArn: string;
}

function targetOf(resources: Readonly<Record<string, TemplateResource>>, arn: string): Target {
  const targets = Object.values(resources).flatMap(({ Properties = {}, Type }) =>
    Type === 'AWS::Scheduler::Schedule' ? [Properties['Target'] as Target] : [],
  );
  const found = targets.find((target) => target.Arn === arn);
  if (found === undefined) throw new Error(`No schedule starts ${arn}.`);
  return found;
}

/** What EventBridge Scheduler sends where a schedule has no input of its own; `detail` is text there. */
function scheduledPayload(at: Date, { account, region }: Place) {
  return {
    version: '0',
    id: '00000000-0000-0000-0000-000000000000',
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account,
    time: at.toISOString().replace(/\.\d+/, ''),
    region,
    resources: [`arn:aws:scheduler:${region}:${account}:schedule/default/schedule`],
    detail: '{}',
  };
}
