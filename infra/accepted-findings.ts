/** A finding of cdk-nag's pack AWS Solutions that stays, and why. */
export interface AcceptedFinding {
  readonly rule: string;
  /** The resources that it may be found at; `wildcards` are those whose statements give a reason of their own. */
  readonly at: readonly string[] | 'wildcards';
  readonly reason: string;
}

/** A finding that is not here fails the tests, and so does one that is here and is not found any more. */
export const acceptedFindings: readonly AcceptedFinding[] = [
  {
    rule: 'AwsSolutions-IAM5',
    at: 'wildcards',
    reason: 'A `*` in a resource. Each statement that has one says why, in the table above.',
  },
  {
    rule: 'AwsSolutions-APIG4',
    at: [
      'HttpApiRouteGet',
      'HttpApiRouteGetProxyVar',
      'HttpApiRouteHead',
      'HttpApiRouteHeadProxyVar',
      'HttpApiRouteOptions',
      'HttpApiRouteOptionsProxyVar',
    ],
    reason:
      'No authorizer. Feeds, API and page are public: they tell what AWS publishes anyway, can only be read, and their rate is limited.',
  },
  {
    rule: 'AwsSolutions-APIG1',
    at: ['HttpApiStage'],
    reason:
      'No access log. It would keep the addresses of readers; counts, durations and errors are metrics of the API and of the function.',
  },
  {
    rule: 'AwsSolutions-S1',
    at: ['ServerlessDeploymentBucket'],
    reason:
      'No access log of the deployment bucket. It has bundles that anybody can build from the source, is closed to the public, and a log would need a second bucket.',
  },
];
