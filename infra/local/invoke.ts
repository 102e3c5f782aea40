import type { Context, ScheduledEvent } from 'aws-lambda';

/** Time that an invocation is told to have, in milliseconds: as long as the deployed poll may take. */
const remainingMs = 240_000;

/** What Lambda tells a function of its invocation. */
export function invocationContext(functionName: string): Context {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
    memoryLimitInMB: '512',
    awsRequestId: '00000000-0000-0000-0000-000000000000',
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => remainingMs,
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}

/** The event with which a schedule starts a function at this instant. */
export function scheduledEvent(at: Date): ScheduledEvent {
  return {
    id: '00000000-0000-0000-0000-000000000000',
    version: '0',
    account: '000000000000',
    time: at.toISOString(),
    region: 'us-east-1',
    resources: [],
    source: 'aws.scheduler',
    'detail-type': 'Scheduled Event',
    detail: {},
  };
}
