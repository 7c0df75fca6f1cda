/** What the runtime tells a function's process. */
export interface Invocation {
  requestId: string;
  payload: unknown;
  deadline: number;
}

/** What a function's process tells the runtime. */
export type FunctionMessage =
  | { kind: 'log'; text: string }
  | { kind: 'result'; requestId: string; json: string | undefined }
  | { kind: 'error'; requestId: string; error: FunctionError };

/** As Lambda reports what a handler threw. */
export interface FunctionError {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}
