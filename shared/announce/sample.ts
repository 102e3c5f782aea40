import { type Announcement, announcementVersion } from './announcement.ts';

/** An announcement that says of itself, wherever it is read, that it is none: it shows whether a route works. */
export function sampleAnnouncement(now: Date): Announcement {
  const at = now.toISOString();
  const tracks = ['AL2023_x86_64_STANDARD/1.33', 'AL2023_ARM_64_STANDARD/1.33'] as const;
  return {
    version: announcementVersion,
    id: `eks-amazon-linux/v20000101/new-release/test-${at}`,
    kind: 'new-release',
    stream: 'eks-amazon-linux',
    release: 'v20000101',
    status: 'detailed',
    severity: 'breaking',
    because: 'it is a test',
    headline: 'TEST: containerd 1.7.11 → 1.7.20, nothing has happened and nobody has to act',
    detectedAt: at,
    announcedAt: at,
    tracks,
    firstSeen: [],
    // Compared with none: there is no release to stay on, and nobody is to be told to pin one that does not exist.
    comparedWith: [],
    changes: [
      {
        package: 'containerd',
        kind: 'upgraded',
        level: 'patch',
        from: '1.7.11',
        to: '1.7.20',
        tracks,
        builds: [
          {
            from: '1.7.11-1.amzn2023',
            to: '1.7.20-1.amzn2023',
            fromSource: 'release-notes',
            toSource: 'release-notes',
            tracks,
          },
        ],
      },
    ],
    findings: [
      {
        behaviourChange: 'test',
        direction: 'introduced',
        severity: 'breaking',
        tracks,
        alreadyOn: [],
        packages: ['containerd'],
        title: 'TEST: this is how a known behaviour change looks',
        summary: 'Somebody asked whether messages arrive here.',
        howToCheck: [
          'Here stands how to see whether you are exposed, with commands like `containerd --version`.',
        ],
        remediation: ['Here stands what to do.'],
        doesNotHelp: [],
        references: [{ kind: 'notes', url: 'https://github.com/awslabs/amazon-eks-ami/releases' }],
      },
    ],
    rollout: [{ region: 'us-east-1', since: at, tracks: 2, of: 2 }],
    risks: [],
    known: [],
    unknown: [],
    regions: { reached: 1, of: 1 },
    references: null,
    returned: null,
    sources: [{ source: 'release-notes', url: 'https://github.com/awslabs/amazon-eks-ami/releases' }],
    problems: ['TEST: this message is a sample, and no release of AWS.'],
  };
}
