import { deliverKeyPolicy, digestKeyPolicy, feedKeyPolicy, pollKeyPolicy } from './own-key.ts';
import { deliverDeadLettersPolicy, deliverQueuePolicy } from './queue.ts';
import {
  deliverRole,
  deliverScheduleRole,
  digestMailPolicy,
  digestRole,
  digestScheduleRole,
  digestTopicPolicy,
  feedRole,
  githubTokenPolicy,
  pollRole,
  pollScheduleRole,
} from './roles.ts';
import { announcementsTopicPolicy, operatorsTopicPolicy } from './topic.ts';

/**
 * Everything in the template that allows anything, by its name there. docs/security.md has it as a table, which `npm run compile`
 * writes, and a test holds the packaged template to have no more.
 */
export const permissions = {
  PollRole: pollRole,
  GithubTokenPolicy: githubTokenPolicy,
  PollKeyPolicy: pollKeyPolicy,
  DeliverRole: deliverRole,
  DeliverKeyPolicy: deliverKeyPolicy,
  DigestRole: digestRole,
  DigestMailPolicy: digestMailPolicy,
  DigestTopicPolicy: digestTopicPolicy,
  DigestKeyPolicy: digestKeyPolicy,
  FeedRole: feedRole,
  FeedKeyPolicy: feedKeyPolicy,
  PollScheduleRole: pollScheduleRole,
  DeliverScheduleRole: deliverScheduleRole,
  DigestScheduleRole: digestScheduleRole,
  AnnouncementsTopicPolicy: announcementsTopicPolicy,
  OperatorsTopicPolicy: operatorsTopicPolicy,
  DeliverQueuePolicy: deliverQueuePolicy,
  DeliverDeadLettersPolicy: deliverDeadLettersPolicy,
} as const;
