import { tableName } from '../../infra/brought-along.ts';
import type { FunctionDefinition } from '../../infra/resource.ts';
import { setting } from '../../infra/setting.ts';

/** What AWS must know of deliveries. The queue says at once that something is new; infra/schedule.ts starts one every minute. */
export const deliverFunction = {
  handler: 'functions/deliver/handler.handler',
  description: 'Delivers announcements to Slack and webhooks, and tells the WebSub hub.',
  role: 'DeliverRole',
  // A thousand routes take half a minute; what does not fit is left to the next minute.
  timeout: 120,
  memorySize: 512,
  // The schedule is the retry: what is owed is in the table.
  maximumRetryAttempts: 0,
  maximumEventAge: 60,
  events: [{ sqs: { arn: { 'Fn::GetAtt': ['DeliverQueue', 'Arn'] }, batchSize: 10 } }],
  environment: {
    AMIWATCH_TABLE: tableName,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the stage of the deployment.
    AMIWATCH_ROUTES: '/amiwatch/${sls:stage}/routes',
    AMIWATCH_PUBLIC_URL: setting('publicUrl'),
    AMIWATCH_WEBSUB_HUB: setting('websubHub'),
  },
} satisfies FunctionDefinition;
