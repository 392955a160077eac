import { useLanguage } from '../../../web/index.ts';
import { downloadTexts } from './texts.ts';

export interface DownloadGroup {
  /** What the files hold. */
  readonly label: string;
  readonly files: readonly { readonly label: string; readonly href: string }[];
}

/** All there is to take along from a page, in one place at its end. */
export function Downloads({ groups }: { groups: readonly DownloadGroup[] }) {
  const t = downloadTexts(useLanguage());
  return (
    <section class="ds-card">
      <h2>{t.downloads}</h2>
      <ul class="progress-downloads">
        {groups.map(({ label, files }) => (
          <li key={label}>
            {label}:{' '}
            {files.map((file, index) => (
              <span key={file.href}>
                {index === 0 ? null : ' · '}
                <a href={file.href} aria-label={`${label}: ${file.label}`}>
                  {file.label}
                </a>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
