/** What can be open over the page, or, the inbox, beside it. */
export type Layer =
  | { readonly kind: 'palette' | 'profile' | 'inbox' | 'keys' | 'sign-out' | 'new-project' }
  | { readonly kind: 'share' | 'project-settings'; readonly project: string };
