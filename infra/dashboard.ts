import { lambdaMetric, type Metric, measureOf } from './alarm.ts';
import { alarms } from './alarms.ts';
import { tableName } from './brought-along.ts';
import { apiMetric } from './feed-alarms.ts';
import type { Resource } from './resource.ts';
import { tableMetric, throttledMetrics } from './throttled-alarm.ts';

interface Graph {
  readonly title: string;
  readonly metrics: readonly Metric[];
  /** `Sum` when it is missing. */
  readonly stat?: 'p90';
}

const graphs: readonly Graph[] = [
  {
    title: 'Polls',
    metrics: [measureOf('Poll', 'Polls'), lambdaMetric('Poll', 'Errors')],
  },
  { title: 'Regions that could not be read', metrics: [measureOf('Poll', 'RegionsFailed')] },
  {
    title: 'Announcements',
    metrics: [measureOf('Poll', 'Announcements'), measureOf('Poll', 'NotesUnparsed')],
  },
  {
    title: 'Deliveries',
    metrics: [
      measureOf('Deliver', 'DeliveriesSent'),
      measureOf('Deliver', 'DeliveriesRefused'),
      measureOf('Deliver', 'DeliveriesOverdue'),
      measureOf('Digest', 'DigestsSent'),
    ],
  },
  { title: 'Feed', metrics: [apiMetric('Count'), apiMetric('4xx'), apiMetric('5xx')] },
  { title: 'Feed: time to answer', metrics: [apiMetric('Latency')], stat: 'p90' },
  {
    title: 'Table',
    metrics: [tableMetric('ConsumedReadCapacityUnits'), tableMetric('ConsumedWriteCapacityUnits')],
  },
  {
    title: 'Throttled',
    metrics: throttledMetrics,
  },
];

/** Widgets are laid out on 24 columns. */
const columns = 24;
const width = 8;
const height = 6;
const alarmsHeight = 3;

/** A value of the template inside a text: a `${Name}` that Fn::Sub fills in. */
function inText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === tableName) return '$' + '{TableName}';
  const { 'Fn::GetAtt': attribute, Ref } = value as {
    readonly Ref?: string;
    readonly 'Fn::GetAtt'?: readonly string[];
  };
  return `\${${Ref ?? attribute?.join('.')}}`;
}

function graph({ metrics, stat, title }: Graph, index: number) {
  const perRow = columns / width;
  return {
    type: 'metric',
    x: (index % perRow) * width,
    y: alarmsHeight + Math.floor(index / perRow) * height,
    width,
    height,
    properties: {
      title,
      region: inText({ Ref: 'AWS::Region' }),
      stat: stat ?? 'Sum',
      period: 300,
      metrics: metrics.map(({ Dimensions, MetricName, Namespace }) => [
        Namespace,
        MetricName,
        ...Dimensions.flatMap(({ Name, Value }) => [Name, inText(Value)]),
      ]),
    },
  };
}

/** All of it on one page: the alarms, what was polled, announced and delivered, the feed and the table. */
export const dashboard = {
  Type: 'AWS::CloudWatch::Dashboard',
  Condition: 'MakesDashboard',
  Properties: {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: service and stage are filled in by the deployment.
    DashboardName: '${self:service}-${sls:stage}',
    DashboardBody: {
      'Fn::Sub': [
        JSON.stringify({
          widgets: [
            {
              type: 'alarm',
              x: 0,
              y: 0,
              width: columns,
              height: alarmsHeight,
              properties: {
                title: 'Alarms',
                alarms: Object.keys(alarms).map((name) => inText({ 'Fn::GetAtt': [name, 'Arn'] })),
              },
            },
            ...graphs.map(graph),
          ],
        }),
        { TableName: tableName },
      ],
    },
  },
} satisfies Resource;
