/**
 * A code as typed or pressed. `sure`: pressed, after the question; `ofWorkspace`: said to be one for the workspace.
 */
export interface TypedCode {
  readonly typed: string;
  readonly sure: boolean;
  readonly ofWorkspace: boolean;
}
