/** What a request asks for and cannot have, in the terms of RFC 9457. */
export interface ProblemDetails {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly ParameterError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is wrong with a parameter, and what it may be. */
export interface ParameterError {
  readonly parameter: string;
  readonly message: string;
  readonly allowed?: readonly string[];
}

/** A request that gets no answer. It is told what is wrong; nothing of what it sent is repeated. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly details: ProblemDetails;

  constructor(details: ProblemDetails) {
    super(details.detail);
    this.details = details;
  }
}

/** A parameter has a value that is not known. */
export function badParameter(parameter: string, message: string, allowed?: readonly string[]): RequestError {
  return badRequest([{ parameter, message, ...(allowed === undefined ? {} : { allowed }) }]);
}

/** Some parameters are wrong: all of them are named. */
export function badRequest(errors: readonly ParameterError[]): RequestError {
  const detail = errors
    .map(({ parameter, message, allowed }) => {
      const values = allowed === undefined ? '' : ` Allowed: ${allowed.join(', ')}.`;
      return `${parameter}: ${message}${values}`;
    })
    .join(' ');
  return new RequestError({ status: 400, title: 'Bad request', detail, errors });
}

/** There is nothing at this address; `detail` says where something is. */
export function notFound(detail: string): RequestError {
  return new RequestError({ status: 404, title: 'Not found', detail });
}
