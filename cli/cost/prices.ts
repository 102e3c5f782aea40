/** List prices of AWS in us-east-1, in US dollars, without any free tier. They change: each has where to look again. */
export const pricesOn = 'December 2024';

export const prices = {
  /** Lambda on arm64, a GB-second. https://aws.amazon.com/lambda/pricing/ */
  lambdaGbSecond: 0.0000133334,
  lambdaRequest: 0.2 / 1e6,
  /** EventBridge Scheduler, an invocation. https://aws.amazon.com/eventbridge/pricing/ */
  schedulerInvocation: 1 / 1e6,
  /** DynamoDB on demand; storage and its continuous backups, a GB-month. https://aws.amazon.com/dynamodb/pricing/on-demand/ */
  readUnit: 0.125 / 1e6,
  writeUnit: 0.625 / 1e6,
  tableGbMonth: 0.25,
  backupGbMonth: 0.2,
  /** SQS, a request. https://aws.amazon.com/sqs/pricing/ */
  sqsRequest: 0.4 / 1e6,
  /** SNS, a publish; deliveries to SQS cost nothing. https://aws.amazon.com/sns/pricing/ */
  snsPublish: 0.5 / 1e6,
  /** SES, a mail. https://aws.amazon.com/ses/pricing/ */
  mail: 0.1 / 1000,
  /** CloudWatch, a month. https://aws.amazon.com/cloudwatch/pricing/ */
  alarm: 0.1,
  metric: 0.3,
  dashboard: 3,
  logGb: 0.5,
  /** HTTP API, a request of up to 512 KB. https://aws.amazon.com/api-gateway/pricing/ */
  httpApiRequest: 1 / 1e6,
} as const;

/** Where each of them stands. */
export const priceLists = [
  'https://aws.amazon.com/lambda/pricing/',
  'https://aws.amazon.com/eventbridge/pricing/',
  'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  'https://aws.amazon.com/systems-manager/pricing/',
  'https://aws.amazon.com/sqs/pricing/',
  'https://aws.amazon.com/sns/pricing/',
  'https://aws.amazon.com/ses/pricing/',
  'https://aws.amazon.com/cloudwatch/pricing/',
  'https://aws.amazon.com/api-gateway/pricing/',
] as const;
