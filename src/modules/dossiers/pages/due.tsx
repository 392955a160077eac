import { formatDateTime, type Language } from '../../../platform/text.ts';
import { Tag } from '../../../web/index.ts';
import { dueLeft, dueName, dueTones } from '../due-words.ts';
import type { DueState } from '../status.ts';

export interface DueProps {
  readonly due: DueState;
  readonly deadline: Temporal.Instant | undefined;
  readonly now: Temporal.Instant;
  readonly language: Language;
}

/** In a list: the state in a word and colour, and below it how much time there is. */
export function Due({ due, deadline, now, language }: DueProps) {
  const left = dueLeft(due, deadline, now, language);
  return (
    <div>
      <Tag tone={dueTones[due]} title={deadline === undefined ? undefined : formatDateTime(deadline, language)}>
        {dueName(due, language)}
      </Tag>
      {left === undefined ? null : <span class="due__left">{left}</span>}
    </div>
  );
}
