/** Requests over plain HTTP are refused, whoever makes them. */
export function refusePlainHttp(action: string, resource: unknown) {
  return {
    Sid: 'RefusePlainHttp',
    Effect: 'Deny',
    Principal: '*',
    Action: action,
    Resource: resource,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}
