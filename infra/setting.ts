import type { TemplateSetting } from './settings/schema.ts';

/** The template's parameter for a setting: `publicUrl` is `PublicUrl` there. */
export function parameterName(key: string): string {
  return `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
}

/** A setting's value, when CloudFormation applies the template. */
export function setting(key: TemplateSetting) {
  return { Ref: parameterName(key) };
}

/** The values of a list with commas between them, as functions take it in their environment. */
export function settingList(key: TemplateSetting) {
  return { 'Fn::Join': [',', setting(key)] };
}

/** A property that is left out unless the setting is given. */
export function whenGiven(condition: string, key: TemplateSetting) {
  return { 'Fn::If': [condition, setting(key), { Ref: 'AWS::NoValue' }] };
}
