import type { Resource } from './resource.ts';

/** Starts a function again and again. A start that fails is not repeated: the next one takes up everything that is still open. */
function schedule(description: string, rate: string, target: string, role: string) {
  return {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      Description: description,
      ScheduleExpression: `rate(${rate})`,
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: { 'Fn::GetAtt': [target, 'Arn'] },
        RoleArn: { 'Fn::GetAtt': [role, 'Arn'] },
        RetryPolicy: { MaximumRetryAttempts: 0 },
      },
    },
  } satisfies Resource;
}

export const pollSchedule = schedule(
  'Starts the poll for new EKS AMI releases.',
  '5 minutes',
  'PollLambdaFunction',
  'PollScheduleRole',
);

/** The shortest wait after a failed delivery is a minute. */
export const deliverSchedule = schedule(
  'Starts deliveries that are due.',
  '1 minute',
  'DeliverLambdaFunction',
  'DeliverScheduleRole',
);
