import type { CaseState } from '../../domain/case/state.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { Args } from '../inbound.ts';

/** The means by which a person of the story says what they mean. Somebody or something not there is an empty text. */
export interface Tools {
  say(key: string): string;
  person(key: string): Uuid;
  participant(state: CaseState | null, key: string): Uuid;
  agreement(state: CaseState | null, number: number): Uuid;
  onCase(): Args;
  onAgreement(state: CaseState | null, number: number): Args;
  onEscalation(state: CaseState | null, status: string): Args;
}
