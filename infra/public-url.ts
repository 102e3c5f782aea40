/** Whether the page and the feeds have an address of their own, that of a CDN; otherwise they have that of the HTTP API. */
export const hasPublicUrl = {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an option of the deployment.
  'Fn::Not': [{ 'Fn::Equals': ['${param:publicUrl}', ''] }],
};
