import { parameterName } from '../setting.ts';
import { allowedOf, type DescribedSetting, describedSettings } from './describe-setting.ts';
import { type Settings, shapingSettings } from './schema.ts';

/** A parameter of a CloudFormation template. */
export interface TemplateParameter {
  readonly Type: 'String' | 'Number' | 'CommaDelimitedList';
  readonly Description: string;
  readonly Default: string | number;
  readonly AllowedPattern?: string;
  readonly AllowedValues?: readonly (string | number)[];
  readonly MinValue?: number;
  readonly MaxValue?: number;
  readonly ConstraintDescription?: string;
}

/** Every setting that CloudFormation can take as a parameter; what this deployment has set is its default. */
export function templateParameters(settings: Settings): Readonly<Record<string, TemplateParameter>> {
  const shaping: readonly string[] = shapingSettings;
  const described = describedSettings.filter(({ key }) => !shaping.includes(key));
  return Object.fromEntries(
    described.map((setting) => {
      const value = settings[setting.key as keyof Settings];
      const limits = constraints(setting);
      const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
      const Default = limits.Type === 'Number' ? Number(text) : text;
      return [parameterName(setting.key), { Description: setting.description, Default, ...limits }];
    }),
  );
}

/** A setting without a default can be left out, which is the empty text here: CloudFormation has no missing parameter. */
function constraints(setting: DescribedSetting): Omit<TemplateParameter, 'Default' | 'Description'> {
  const optional = setting.default === undefined;
  const ConstraintDescription = `Allowed: ${allowedOf(setting)}.`;
  const pattern = setting.items?.pattern ?? setting.pattern;
  if (pattern !== undefined) {
    return {
      Type: setting.items === undefined ? 'String' : 'CommaDelimitedList',
      AllowedPattern: optional ? `^$|${pattern}` : pattern,
      ConstraintDescription,
    };
  }
  if (setting.enum !== undefined) {
    const Type = setting.enum.every((word) => typeof word === 'number') ? 'Number' : 'String';
    return { Type, AllowedValues: optional ? ['', ...setting.enum] : setting.enum };
  }
  const { maximum = 0, minimum = 0 } = setting;
  return optional
    ? { Type: 'String', AllowedPattern: '^$|^[1-9][0-9]*$', ConstraintDescription }
    : { Type: 'Number', MinValue: minimum, MaxValue: maximum };
}
