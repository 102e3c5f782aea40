import type { Resource } from './resource.ts';

/** Starts a function again and again. A start that fails is not repeated: the next one takes up everything that is still open. */
function schedule(description: string, expression: string, target: string, role: string) {
  return {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      Description: description,
      ScheduleExpression: expression,
      // The default; what a template does not name, the search for drift does not see.
      State: 'ENABLED',
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
  'rate(5 minutes)',
  'PollLambdaFunction',
  'PollScheduleRole',
);

/** The shortest wait after a failed delivery is a minute. */
export const deliverSchedule = schedule(
  'Starts deliveries that are due.',
  'rate(1 minute)',
  'DeliverLambdaFunction',
  'DeliverScheduleRole',
);

/** Without a time of its own a rate starts at once: what the account has is known from the day of the deployment on. */
export const accountSchedule = schedule(
  'Starts reading the node groups of the account.',
  'rate(1 day)',
  'AccountLambdaFunction',
  'AccountScheduleRole',
);

/** Ten minutes past each hour: what was announced just before the hour is in the table by then. */
export const digestSchedule = schedule(
  'Starts digests whose time has come.',
  'cron(10 * * * ? *)',
  'DigestLambdaFunction',
  'DigestScheduleRole',
);
