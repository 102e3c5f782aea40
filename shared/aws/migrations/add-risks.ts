/** What reports and announcements that were kept before there were risks lack. */
interface BeforeRisks {
  readonly findings: readonly { readonly alreadyOn?: readonly unknown[] }[];
  readonly risks?: readonly unknown[];
}

/** Without risks none were raised; which tracks had a finding before was not noted. */
function addRisks<Said extends BeforeRisks>(said: Said) {
  return {
    ...said,
    findings: said.findings.map((finding) => ({ ...finding, alreadyOn: finding.alreadyOn ?? [] })),
    risks: said.risks ?? [],
  };
}

/** A report is kept as JSON. */
export function addRisksToReport(text: unknown): unknown {
  return JSON.stringify(addRisks(JSON.parse(text as string) as BeforeRisks));
}

export function addRisksToAnnouncement(value: unknown): unknown {
  const record = value as { readonly announcement: BeforeRisks };
  return { ...record, announcement: addRisks(record.announcement) };
}
