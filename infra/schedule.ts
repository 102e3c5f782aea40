import type { Resource } from './resource.ts';

/**
 * Starts a poll every five minutes. A start that fails is not repeated: the next one is at most five minutes away and
 * takes up everything that is still open.
 */
export const pollSchedule = {
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    Description: 'Starts the poll for new EKS AMI releases.',
    ScheduleExpression: 'rate(5 minutes)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: { 'Fn::GetAtt': ['PollLambdaFunction', 'Arn'] },
      RoleArn: { 'Fn::GetAtt': ['PollScheduleRole', 'Arn'] },
      RetryPolicy: { MaximumRetryAttempts: 0 },
    },
  },
} satisfies Resource;
