import type { FieldKind } from '../definition.ts';
import type { FieldType } from '../field-type.ts';
import { choice } from './choice.ts';
import { choices } from './choices.ts';
import { commune } from './commune.ts';
import { date } from './date.ts';
import { decimal } from './decimal.ts';
import { email } from './email.ts';
import { ethnicity } from './ethnicity.ts';
import { identityNumber } from './identity-number.ts';
import { integer } from './integer.ts';
import { longText } from './long-text.ts';
import { money } from './money.ts';
import { nationality } from './nationality.ts';
import { partialDate } from './partial-date.ts';
import { personName } from './person-name.ts';
import { phone } from './phone.ts';
import { text } from './text.ts';
import { time } from './time.ts';
import { yesNo } from './yes-no.ts';

export const fieldTypes: Readonly<Record<FieldKind, FieldType>> = {
  text,
  'long-text': longText,
  'person-name': personName,
  date,
  'partial-date': partialDate,
  time,
  integer,
  decimal,
  money,
  choice,
  choices,
  'yes-no': yesNo,
  'identity-number': identityNumber,
  phone,
  email,
  commune,
  ethnicity,
  nationality,
};
