import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
} from '@aws-sdk/client-cloudwatch';
import { LambdaClient, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { type DeployedFunction, deployedFunction } from '../../shared/aws/deployed-function.ts';
import { translating } from '../../shared/aws/errors.ts';
import { measureNamespace } from '../../shared/aws/measures.ts';

export interface DeployedAlarm {
  readonly name: string;
  readonly state: string;
  readonly reason: string;
  /** Whether it does anything when it rings. */
  readonly switchedOn: boolean;
  /** The topics that it tells. */
  readonly tells: readonly string[];
}

export interface Subscriber {
  /** AWS sends nothing to an address that has not agreed to it. */
  readonly confirmed: boolean;
}

export interface DeployedSchedule {
  readonly name: string;
  readonly target: string;
  readonly state: string;
}

export interface DeployedSource {
  readonly id: string;
  readonly state: string;
}

/** What AWS says of the deployment's parts, by the calls that only look. */
export interface ControlPlane {
  readonly functionNamed: (name: string) => Promise<DeployedFunction>;
  readonly schedules: () => Promise<readonly DeployedSchedule[]>;
  readonly alarms: (prefix: string) => Promise<readonly DeployedAlarm[]>;
  readonly subscribers: (topicArn: string) => Promise<readonly Subscriber[]>;
  /** What a function takes messages from. */
  readonly sources: (functionArn: string) => Promise<readonly DeployedSource[]>;
  /** When the function's measure was last counted within the last three hours. */
  readonly lastCounted: (functionName: string, measure: string, now: Date) => Promise<Date | undefined>;
}

const threeHoursMs = 10_800_000;

/** With the credentials and the Region that the SDK finds. */
export function createControlPlane(): ControlPlane {
  const lambda = new LambdaClient();
  const scheduler = new SchedulerClient();
  const cloudwatch = new CloudWatchClient();
  const sns = new SNSClient();
  return {
    functionNamed: deployedFunction,
    schedules: async () => {
      const found: DeployedSchedule[] = [];
      let NextToken: string | undefined;
      do {
        const page = await translating('scheduler:ListSchedules', () =>
          scheduler.send(new ListSchedulesCommand(NextToken === undefined ? {} : { NextToken })),
        );
        for (const { Name = '', State = 'unknown', Target } of page.Schedules ?? [])
          found.push({ name: Name, target: Target?.Arn ?? '', state: State });
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return found;
    },
    alarms: async (AlarmNamePrefix) => {
      const found: DeployedAlarm[] = [];
      let NextToken: string | undefined;
      do {
        const page = await translating('cloudwatch:DescribeAlarms', () =>
          cloudwatch.send(
            new DescribeAlarmsCommand({ AlarmNamePrefix, ...(NextToken === undefined ? {} : { NextToken }) }),
          ),
        );
        for (const alarm of page.MetricAlarms ?? [])
          found.push({
            name: (alarm.AlarmName ?? '').slice(AlarmNamePrefix.length),
            state: alarm.StateValue ?? 'unknown',
            reason: alarm.StateReason ?? '',
            switchedOn: alarm.ActionsEnabled !== false,
            tells: alarm.AlarmActions ?? [],
          });
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return found;
    },
    subscribers: async (TopicArn) => {
      // The first hundred are enough to tell whether there is anybody.
      const { Subscriptions = [] } = await translating('sns:ListSubscriptionsByTopic', () =>
        sns.send(new ListSubscriptionsByTopicCommand({ TopicArn })),
      );
      return Subscriptions.map(({ SubscriptionArn = '' }) => ({
        confirmed: SubscriptionArn.startsWith('arn:'),
      }));
    },
    sources: async (FunctionName) => {
      const { EventSourceMappings = [] } = await translating('lambda:ListEventSourceMappings', () =>
        lambda.send(new ListEventSourceMappingsCommand({ FunctionName })),
      );
      return EventSourceMappings.map(({ State = 'unknown', UUID = '' }) => ({ id: UUID, state: State }));
    },
    lastCounted: async (functionName, measure, now) => {
      const { Datapoints = [] } = await translating('cloudwatch:GetMetricStatistics', () =>
        cloudwatch.send(
          new GetMetricStatisticsCommand({
            Namespace: measureNamespace,
            MetricName: measure,
            Dimensions: [{ Name: 'FunctionName', Value: functionName }],
            StartTime: new Date(now.getTime() - threeHoursMs),
            EndTime: now,
            Period: 60,
            Statistics: ['Sum'],
          }),
        ),
      );
      const times = Datapoints.flatMap(({ Timestamp }) => (Timestamp === undefined ? [] : [Timestamp]));
      return times.toSorted((a, b) => b.getTime() - a.getTime())[0];
    },
  };
}
