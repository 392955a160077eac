/** Pages of the sandbox issuers: plain HTML without script, so that they work wherever the product works. */

/** Text that is already safe HTML. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Html | readonly Html[] | undefined;

/** Tagged template: everything put in is escaped unless it is `Html` itself. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((text, piece, index) => text + render(parts[index - 1]) + piece));
}

function render(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map((one: Html) => one.text).join('');
  return String(part).replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export interface SandboxPage {
  readonly title: string;
  /** Says what this stands in for. */
  readonly label: string;
  readonly body: Html;
}

/** A whole page; the label that this is a sandbox stands above everything. */
export function sandboxPage(page: SandboxPage): string {
  return `<!doctype html>${
    html`<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${page.title}</title><link rel="stylesheet" href="/sandbox.css"></head>
<body><p class="label" role="note">${page.label}</p><main><h1>${page.title}</h1>${page.body}</main></body></html>`.text
  }`;
}

/** Warm paper and a violet of its own, so that nobody takes the sandbox for the product. */
export const sandboxCss = `
*{box-sizing:border-box}
body{margin:0;background:#f7f4fb;color:#1d1730;font:18px/1.5 "Be Vietnam Pro",system-ui,"Segoe UI",Roboto,"Noto Sans","Open Sans",sans-serif}
.label{margin:0;padding:.75rem 1rem;background:#3c2a6b;color:#fff;font-size:.9rem;text-align:center}
main{max-width:44rem;margin:0 auto;padding:1.25rem 1rem 3rem}
h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0 1rem}
h2{font-size:1.15rem;margin:2rem 0 .5rem}
p{margin:.5rem 0}
.muted{color:#574f6d;font-size:.92rem}
.error{border-left:.3rem solid #a61b29;background:#fdecee;padding:.75rem 1rem;margin:1rem 0}
.code{display:inline-block;font:700 1.6rem/1 ui-monospace,monospace;letter-spacing:.2em;padding:.5rem .75rem;background:#ece5f9;border-radius:.4rem}
ul.people{list-style:none;margin:1rem 0;padding:0;display:grid;gap:.5rem}
ul.people button{width:100%;text-align:left;background:#fff;color:inherit;border:1px solid #cfc5e4;font-weight:400;display:block}
ul.people button:hover{border-color:#3c2a6b;background:#fbf9ff}
ul.people strong{display:block}
button,input[type=text]{font:inherit;min-height:3rem;padding:.6rem 1rem;border-radius:.5rem}
button{border:0;background:#3c2a6b;color:#fff;font-weight:700;cursor:pointer}
button.plain{background:transparent;color:#3c2a6b;text-decoration:underline;padding-inline:0}
input[type=text]{border:2px solid #6e6387;width:100%;max-width:22rem;background:#fff;color:inherit}
label{display:block;font-weight:700;margin:1rem 0 .35rem}
:focus-visible{outline:3px solid #d17a00;outline-offset:2px}
form.inline{margin-top:1rem}
input[type=text]+button{margin-top:.5rem}
summary{cursor:pointer;font-weight:700;min-height:3rem;display:flex;align-items:center}
`;
