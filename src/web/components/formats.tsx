import {
  formatBytes,
  formatDate,
  formatDateTime,
  formatDong,
  formatNumber,
  formatPercent,
} from '../../platform/text.ts';
import { useFrame } from '../frame.ts';
import { interfaceTexts } from '../interface-texts.ts';

/** Whole đồng; nothing to pay is said in words. */
export function Money({ dong }: { dong: number }) {
  const { language } = useFrame();
  return <span class="num nowrap">{dong === 0 ? interfaceTexts(language).fee.none : formatDong(dong, language)}</span>;
}

export function DateText({ value }: { value: Temporal.PlainDate | Temporal.Instant }) {
  const { language } = useFrame();
  return (
    <time class="num nowrap" dateTime={value.toString()}>
      {formatDate(value, language)}
    </time>
  );
}

export function DateTimeText({ value }: { value: Temporal.Instant }) {
  const { language } = useFrame();
  return (
    <time class="num nowrap" dateTime={value.toString()}>
      {formatDateTime(value, language)}
    </time>
  );
}

/** A share from 0 to 1. */
export function Percent({ share, digits }: { share: number; digits?: number | undefined }) {
  const { language } = useFrame();
  return <span class="num nowrap">{formatPercent(share, language, digits)}</span>;
}

export function NumberText({ value, digits }: { value: number; digits?: number | undefined }) {
  const { language } = useFrame();
  return <span class="num nowrap">{formatNumber(value, language, digits)}</span>;
}

/** A code people read out and compare, kept on one line: `H04.25.13-221010-0007`. */
export function CodeText({ code, href }: { code: string; href?: string | undefined }) {
  return href === undefined ? (
    <span class="num nowrap">{code}</span>
  ) : (
    <a class="num nowrap" href={href}>
      {code}
    </a>
  );
}

export interface FileLinkProps {
  readonly href: string;
  readonly name: string;
  readonly sizeBytes?: number | undefined;
  /** "PDF", "JPEG". */
  readonly type?: string | undefined;
  readonly download?: boolean | undefined;
}

/** A file by name, with kind and size, so that one knows before a weak link loads it. */
export function FileLink(props: FileLinkProps) {
  const { language } = useFrame();
  const facts = [props.type, props.sizeBytes === undefined ? undefined : formatBytes(props.sizeBytes, language)].filter(
    (fact) => fact !== undefined,
  );
  return (
    <span class="filelink">
      <a href={props.href} {...(props.download === true ? { download: props.name } : {})}>
        {props.name}
      </a>
      {facts.length === 0 ? null : <span class="muted num nowrap"> · {facts.join(' · ')}</span>}
    </span>
  );
}
