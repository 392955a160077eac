import type { ProvinceFault, YamlSource } from '../../../platform/yaml-source.ts';
import { parseTime } from '../calendar.ts';
import type { CalendarFile } from './schemas.ts';

/** Keys that stand twice in a list of `{ key }`. */
export function duplicateFaults(source: YamlSource, member: string): ProvinceFault[] {
  const list = (source.value as Record<string, { key: string }[]>)[member] ?? [];
  const seen = new Set<string>();
  return list.flatMap(({ key }, index) => {
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [source.faultAt([member, index, 'key'], { vi: `"${key}" có hai lần.`, en: `"${key}" stands twice.` })];
  });
}

export function calendarFaults(source: YamlSource): ProvinceFault[] {
  const faults: ProvinceFault[] = [];
  const calendar = source.value as CalendarFile;
  let last = 0;
  calendar.officeHours.sessions.forEach((session, index) => {
    if (parseTime(session.from) < last || parseTime(session.to) <= parseTime(session.from)) {
      faults.push(
        source.faultAt(['officeHours', 'sessions', index], {
          vi: 'Các buổi làm việc phải theo thứ tự và không chồng nhau.',
          en: 'Sessions must be in order and not overlap.',
        }),
      );
    }
    last = parseTime(session.to);
  });
  const seen = new Set<string>();
  calendar.years.forEach((year, yearIndex) => {
    const check = (date: string, list: 'off' | 'makeUp', index: number) => {
      const path = ['years', yearIndex, list, index, 'date'];
      if (seen.has(date))
        faults.push(source.faultAt(path, { vi: `Ngày ${date} có hai lần.`, en: `${date} stands twice.` }));
      seen.add(date);
      if (Number(date.slice(0, 4)) !== year.year)
        faults.push(
          source.faultAt(path, {
            vi: `Ngày ${date} không thuộc năm ${year.year}.`,
            en: `${date} is not in ${year.year}.`,
          }),
        );
    };
    for (const [index, { date }] of year.off.entries()) check(date, 'off', index);
    for (const [index, { date }] of year.makeUp.entries()) check(date, 'makeUp', index);
  });
  return faults;
}
