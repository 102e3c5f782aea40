import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEc2Endpoint } from '../../infra/local/ec2-endpoint.ts';
import { recordedInstants } from '../../infra/local/recorded-parameters.ts';
import { type SsmEndpoint, startSsmEndpoint } from '../../infra/local/ssm-endpoint.ts';
import { recordedReleases } from '../../shared/history/recorded-releases.ts';
import { readRecord } from '../../shared/packages/recorded-history/read-record.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';

/** Parameter Store and EC2 on loopback, and a home of its own for whoever watches it. */
export interface LiveAws {
  readonly ssm: SsmEndpoint;
  readonly home: string;
  /** A process's environment: the endpoints, no credentials, nothing of this machine's user. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Shows these Regions the parameters as they were when the release came. */
  readonly show: (release: ReleaseTag, regions?: readonly string[]) => void;
  readonly stop: () => Promise<void>;
}

export const keys = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'not-a-secret' };

const facts = recordedReleases.map((record) => readRecord(record).facts);

export async function startLiveAws(): Promise<LiveAws> {
  const ssm = await startSsmEndpoint();
  const ec2 = await startEc2Endpoint();
  const home = mkdtempSync(join(tmpdir(), 'amiwatch-home-'));
  return {
    ssm,
    home,
    environment: {
      AMIWATCH_GITHUB: 'off',
      AMIWATCH_KUBERNETES: '1.29,1.30',
      AWS_ACCESS_KEY_ID: undefined,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL_EC2: ec2.url,
      AWS_ENDPOINT_URL_SSM: ssm.url,
      AWS_PROFILE: undefined,
      AWS_REGION: undefined,
      AWS_DEFAULT_REGION: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_SESSION_TOKEN: undefined,
      HOME: home,
      XDG_STATE_HOME: undefined,
    },
    show: (release, regions = ['us-east-1']) => {
      const instants = regions.map((region) => [region, instantOf(release, region)] as const);
      ssm.serve(new Map(instants.map(([region, { parameters }]) => [region, parameters])));
      ec2.serve(new Map(instants.map(([region, { images }]) => [region, images])));
    },
    stop: async () => {
      await ssm.stop();
      await ec2.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function instantOf(release: ReleaseTag, region: string) {
  const instant = recordedInstants(facts, region).find(({ facts: { release: tag } }) => tag === release);
  if (instant === undefined) throw new RangeError(`${release} is not in the recorded history.`);
  return instant;
}
