import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { Ec2Image } from '../../shared/packages/image-description/image.ts';
import { element, failure } from './ec2-xml.ts';
import { describeLaunchTemplate, type LaunchTemplates } from './launch-templates.ts';
import { closeServer, listenOnLoopback } from './loopback.ts';
import { boundedText, type Fault, give, type Reply, regionOf } from './signed-request.ts';

/** The images of one Region that everybody may see, by id. */
export type PublicImages = ReadonlyMap<string, Ec2Image>;

/** A call that reached the endpoint: for images, or for one version of a launch template. */
export interface Ec2Call {
  readonly region: string;
  readonly imageIds: readonly string[];
  readonly launchTemplate?: string;
}

export interface Ec2Endpoint {
  readonly url: string;
  /** What each Region has from now on. */
  readonly serve: (images: ReadonlyMap<string, PublicImages>) => void;
  /** What each Region has of launch templates from now on. */
  readonly serveTemplates: (templates: ReadonlyMap<string, LaunchTemplates>) => void;
  /** Every call so far, answered well or with a fault. */
  readonly calls: () => readonly Ec2Call[];
  /** Asked before every call from now on; `undefined` lets the call through. */
  readonly fault: (fault: (call: Ec2Call) => Fault | undefined) => void;
  readonly stop: () => Promise<void>;
}

/**
 * A server on loopback that speaks EC2's Query protocol, for DescribeImages and DescribeLaunchTemplateVersions by id. One server stands for every Region: a
 * call's Region is the one that its signature names.
 */
export async function startEc2Endpoint(): Promise<Ec2Endpoint> {
  let served: ReadonlyMap<string, PublicImages> = new Map();
  let templates: ReadonlyMap<string, LaunchTemplates> = new Map();
  let faultOf: (call: Ec2Call) => Fault | undefined = () => undefined;
  const calls: Ec2Call[] = [];

  async function replyTo(request: IncomingMessage): Promise<Reply> {
    const region = regionOf(request, 'ec2');
    if (region === undefined) return failure('AuthFailure', 'The request is not signed.', 401);
    const body = await boundedText(request);
    if (body === undefined) return failure('RequestEntityTooLarge', 'Too large.', 413);
    const form = new URLSearchParams(body);
    const action = form.get('Action') ?? '';
    if (action !== 'DescribeImages' && action !== 'DescribeLaunchTemplateVersions')
      return failure('InvalidAction', `The action ${action} is not valid for this web service.`);
    const imageIds = [...form].flatMap(([key, value]) => (/^ImageId\.\d+$/.test(key) ? value : []));
    const launchTemplate = form.get('LaunchTemplateId');
    const call = { region, imageIds, ...(launchTemplate === null ? {} : { launchTemplate }) };
    calls.push(call);
    const fault = faultOf(call);
    if (fault !== undefined) return faulty(fault);
    return launchTemplate === null
      ? describeImages(imageIds, served.get(region) ?? new Map())
      : describeLaunchTemplate(form, templates.get(region) ?? new Map());
  }

  const server = createServer((request, response) => {
    replyTo(request)
      .then((reply) => give(reply, response, { 'Content-Type': 'text/xml;charset=UTF-8' }))
      // A client that goes away in the middle of its request has no reader for an answer.
      .catch(() => response.destroy());
  });
  return {
    url: await listenOnLoopback(server),
    serve: (images) => {
      served = images;
    },
    serveTemplates: (all) => {
      templates = all;
    },
    calls: () => calls,
    fault: (fault) => {
      faultOf = fault;
    },
    stop: () => closeServer(server),
  };
}

/** All of the images, or the error that names those that are not there: EC2 gives no part of an answer. */
function describeImages(imageIds: readonly string[], images: PublicImages): Reply {
  const missing = imageIds.filter((id) => !images.has(id));
  if (missing.length > 0) {
    const list = `'[${missing.join(', ')}]'`;
    const message =
      missing.length === 1 ? `The image id ${list} does not exist` : `The image ids ${list} do not exist`;
    return failure('InvalidAMIID.NotFound', message);
  }
  const items = imageIds.flatMap((id) => images.get(id) ?? []).map(itemOf);
  return {
    status: 200,
    text: `<?xml version="1.0" encoding="UTF-8"?>
<DescribeImagesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
  <requestId>${randomUUID()}</requestId>
  <imagesSet>${items.join('')}</imagesSet>
</DescribeImagesResponse>`,
  };
}

function itemOf(image: Ec2Image): string {
  return `<item>${element('imageId', image.ImageId)}${element('name', image.Name)}${element(
    'imageOwnerId',
    image.OwnerId,
  )}${element('imageOwnerAlias', image.ImageOwnerAlias)}${element(
    'description',
    image.Description,
  )}${element('deprecationTime', image.DeprecationTime)}<imageState>available</imageState></item>`;
}

function faulty(fault: Fault): Reply {
  switch (fault.kind) {
    case 'throttle':
      return failure('RequestLimitExceeded', 'Request limit exceeded.', 503);
    case 'internal':
      return failure('InternalError', 'An internal error has occurred.', 500);
    case 'error':
      return failure(fault.type, fault.message ?? '', fault.status);
    case 'body':
      return { status: fault.status ?? 200, text: fault.body };
    case 'reset':
    case 'hang':
      return fault.kind;
  }
}
