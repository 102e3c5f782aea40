import type { BuildAppOptions } from 'fauxqs';

type Stores = NonNullable<BuildAppOptions['stores']>;
type Topic = NonNullable<ReturnType<Stores['snsStore']['getTopic']>>;
type Subscription = NonNullable<ReturnType<Stores['snsStore']['getSubscription']>>;
type Form = Readonly<Record<string, string>>;
type Policy = Readonly<Record<string, unknown>>;

interface Attribute {
  readonly DataType: string;
  readonly StringValue: string;
}
type Attributes = Readonly<Record<string, Attribute>>;

/** The parts of fauxqs that a publication is made of. */
export interface PublishParts {
  readonly fanOutToSubscriptions: (message: {
    readonly topicArn: string;
    readonly topic: Pick<Topic, 'subscriptionArns'>;
    readonly messageId: string;
    readonly message: string;
    readonly messageAttributes: Attributes;
    readonly subject?: string;
    readonly snsStore: Pick<Stores['snsStore'], 'getSubscription'>;
    readonly sqsStore: Stores['sqsStore'];
  }) => void;
  readonly matchesFilterPolicy: (policy: Policy, attributes: Attributes) => boolean;
}

/** What a publication comes to: the id of the message, or why SNS would not take it. */
export type Published = { readonly messageId: string } | { readonly refused: string };

const limitBytes = 262_144;

/** Whether a call is one that is answered here. */
export function hasParts(form: Form): boolean {
  return form['Action'] === 'Publish' && form['MessageStructure'] === 'json';
}

/**
 * Publishes a message of `MessageStructure: json` as SNS does, which fauxqs does not know: measures the whole of it, refuses one
 * without a default, gives each protocol its own part (all subscribers are queues here), and lets a `String.Array` pass a filter
 * when any of its elements does. All else is fauxqs' own.
 */
export function publishParts(form: Form, stores: Stores, parts: PublishParts, messageId: string): Published {
  const { Message: text = '', Subject: subject, TopicArn: topicArn = '' } = form;
  const attributes = attributesIn(form);
  const topic = stores.snsStore.getTopic(topicArn);
  if (topic === undefined) return { refused: 'TopicArn Reason: no such topic' };
  const size = [
    text,
    ...Object.entries(attributes).flatMap(([name, value]) => [name, ...Object.values(value)]),
  ];
  if (size.reduce((sum, part) => sum + Buffer.byteLength(part), 0) > limitBytes)
    return { refused: 'Message too long' };
  const { default: standard, sqs = standard } = parse(text);
  if (typeof standard !== 'string' || typeof sqs !== 'string')
    return { refused: 'Message Structure - No default entry in JSON message body' };
  const filterOf = (arn: string) => stores.snsStore.getSubscription(arn)?.attributes['FilterPolicy'];
  const subscriptionArns = topic.subscriptionArns.filter((arn) => {
    const filter = filterOf(arn);
    return (
      filter === undefined || passes(JSON.parse(filter) as Policy, attributes, parts.matchesFilterPolicy)
    );
  });
  parts.fanOutToSubscriptions({
    topicArn,
    topic: { subscriptionArns },
    messageId,
    message: sqs,
    messageAttributes: attributes,
    ...(subject === undefined ? {} : { subject }),
    snsStore: { getSubscription: (arn) => withoutFilter(stores.snsStore.getSubscription(arn)) },
    sqsStore: stores.sqsStore,
  });
  return { messageId };
}

function passes(
  policy: Policy,
  attributes: Attributes,
  matches: PublishParts['matchesFilterPolicy'],
): boolean {
  return Object.entries(policy).every(([key, conditions]) =>
    key === '$or'
      ? (conditions as readonly Policy[]).some((group) => passes(group, attributes, matches))
      : elements(attributes[key]).some((element) =>
          matches(
            { [key]: conditions },
            { ...attributes, ...(element === undefined ? {} : { [key]: element }) },
          ),
        ),
  );
}

function elements(attribute: Attribute | undefined): readonly (Attribute | undefined)[] {
  if (attribute?.DataType !== 'String.Array') return [attribute];
  const values = JSON.parse(attribute.StringValue) as readonly string[];
  return values.map((StringValue) => ({ DataType: 'String', StringValue }));
}

function withoutFilter(subscription: Subscription | undefined): Subscription | undefined {
  if (subscription === undefined) return undefined;
  const { FilterPolicy: _, ...attributes } = subscription.attributes;
  return { ...subscription, attributes };
}

function attributesIn(form: Form): Attributes {
  const names = Object.entries(form).flatMap(([key, name]) => {
    const [, index] = /^MessageAttributes\.entry\.(\d+)\.Name$/.exec(key) ?? [];
    return index === undefined ? [] : [[name, `MessageAttributes.entry.${index}.Value`] as const];
  });
  return Object.fromEntries(
    names.map(([name, place]) => [
      name,
      { DataType: form[`${place}.DataType`] ?? '', StringValue: form[`${place}.StringValue`] ?? '' },
    ]),
  );
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
