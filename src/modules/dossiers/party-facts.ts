import type { PartyFacts } from '../../platform/forms/definition.ts';
import type { FiledFor } from '../catalogue/index.ts';

/** What conditions of forms and papers may ask about the filing: `party.role`, `party.kind`. */
export function partyFacts(filedFor: FiledFor): PartyFacts {
  return { role: filedFor, kind: filedFor === 'organisation' ? 'organisation' : 'person' };
}
