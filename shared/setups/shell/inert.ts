/**
 * Programs that report, ask or configure an agent: none touches an image, a package, a mount or what kubelet reads. `cfn-init` is none
 * of them: it installs packages and writes files, as a template says that is elsewhere.
 */
const programs: ReadonlySet<string> = new Set(
  [
    'cfn-signal cfn-get-metadata cfn-elect-cmd-leader cfn-send-cmd-result amazon-cloudwatch-agent-ctl fetch-config',
    'amazon-cloudwatch-agent-config-wizard max-pods-calculator.sh fi_info ec2-metadata imds ecr-credential-provider',
    'kubectl helm yq eksctl crictl ctr nerdctl vault consul sops cosign oras skopeo gomplate envsubst',
    'falconctl dsa_control dsa_query sentinelctl splunk nessuscli qualys-cloud-agent.sh datadog-agent prometheus',
    'newrelic-infra fluent-bit aws-iam-authenticator ssm-cli amazon-ssm-agent session-manager-plugin eni-max-pods.sh',
  ]
    .join(' ')
    .split(' '),
);

/** Installers that put one program of their own in place. */
const installers = /(^|\/)aws\/install$/;

/** Whether a program does nothing that any entry asks about, whatever its arguments. */
export function isInert(name: string): boolean {
  const program = name.slice(name.lastIndexOf('/') + 1);
  return programs.has(program) || program.endsWith('_exporter') || installers.test(name);
}
