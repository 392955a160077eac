import { Tag } from '../../../web/index.ts';

/** A dossier in a list of the office: its code, which opens it, and below it the procedure; `tag` marks what is a sample. */
export function DossierCell({ code, procedure, tag }: { code: string; procedure: string; tag?: string | undefined }) {
  return (
    <>
      <a class="nowrap" href={`/mot-cua/ho-so/${code}`}>
        {code}
      </a>
      {tag === undefined ? null : (
        <>
          {' '}
          <Tag>{tag}</Tag>
        </>
      )}
      <br />
      {procedure}
    </>
  );
}
