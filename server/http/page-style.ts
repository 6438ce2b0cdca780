/** The look of the page at `/api`, light and dark. */
export const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8dbe0, #34373d); --soft: light-dark(#f4f5f7, #1d1f23); --quiet: light-dark(#5c6370, #9aa1ac); --link: light-dark(#0b57d0, #8ab4f8); }
body { max-width: 60rem; margin: 0 auto; padding: 1.5rem; font: 16px/1.5 system-ui, sans-serif; background: light-dark(#fff, #141518); color: light-dark(#1b1d21, #e6e8eb); }
a { color: var(--link); }
nav a { margin-right: .75rem; }
h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); }
h3 { margin: 0; font-size: 1rem; overflow-wrap: anywhere; }
article { margin: 1rem 0; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; scroll-margin-top: 1rem; }
article p { margin: .4rem 0; }
code, pre { font: 14px/1.5 ui-monospace, monospace; }
pre { margin: .25rem 0; padding: .5rem .75rem; overflow-x: auto; background: var(--soft); border-radius: .35rem; }
pre i, small, .problem { color: var(--quiet); }
.problem { font-size: .9rem; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .25rem .5rem .25rem 0; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
.get { color: light-dark(#1a7f37, #4ac26b); } .post { color: light-dark(#0b57d0, #8ab4f8); } .put, .patch { color: light-dark(#9a6700, #d4a72c); } .delete { color: light-dark(#cf222e, #ff7b72); }
`;
