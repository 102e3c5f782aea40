import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
} from '@aws-sdk/client-cloudwatch';
import { ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { type DeployedFunction, deployedFunction } from '../../shared/aws/deployed-function.ts';
import { translating } from '../../shared/aws/errors.ts';
import { measureNamespace } from '../../shared/aws/measures.ts';

export interface DeployedAlarm {
  readonly name: string;
  readonly state: string;
  readonly reason: string;
}

export interface DeployedSchedule {
  readonly target: string;
  readonly state: string;
}

/** What AWS says of the deployment's parts, by the calls that only look. */
export interface ControlPlane {
  readonly functionNamed: (name: string) => Promise<DeployedFunction>;
  readonly schedules: () => Promise<readonly DeployedSchedule[]>;
  readonly alarms: (prefix: string) => Promise<readonly DeployedAlarm[]>;
  /** When the function's measure was last counted within the last three hours. */
  readonly lastCounted: (functionName: string, measure: string, now: Date) => Promise<Date | undefined>;
}

const threeHoursMs = 10_800_000;

/** With the credentials and the Region that the SDK finds. */
export function createControlPlane(): ControlPlane {
  const scheduler = new SchedulerClient();
  const cloudwatch = new CloudWatchClient();
  return {
    functionNamed: deployedFunction,
    schedules: async () => {
      const found: DeployedSchedule[] = [];
      let NextToken: string | undefined;
      do {
        const page = await translating('scheduler:ListSchedules', () =>
          scheduler.send(new ListSchedulesCommand(NextToken === undefined ? {} : { NextToken })),
        );
        for (const { State = 'unknown', Target } of page.Schedules ?? [])
          found.push({ target: Target?.Arn ?? '', state: State });
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return found;
    },
    alarms: async (AlarmNamePrefix) => {
      const { MetricAlarms = [] } = await translating('cloudwatch:DescribeAlarms', () =>
        cloudwatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix, MaxRecords: 100 })),
      );
      return MetricAlarms.map(({ AlarmName = '', StateReason = '', StateValue = 'unknown' }) => ({
        name: AlarmName.slice(AlarmNamePrefix.length),
        state: StateValue,
        reason: StateReason,
      }));
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
