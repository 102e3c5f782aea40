import type { AnnouncedFinding } from './announcement.ts';

const marks: Readonly<Record<AnnouncedFinding['severity'], string>> = {
  breaking: 'breaking change',
  behaviour: 'behaviour change',
  security: 'security',
  deprecation: 'deprecation',
};

/** What stands before a finding's title, everywhere: `breaking change`, `deprecation`, `taken back`. */
export function findingMark({ direction, severity }: AnnouncedFinding): string {
  return direction === 'introduced' ? marks[severity] : 'taken back';
}
