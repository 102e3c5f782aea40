import { isHcl } from '../hcl/is-hcl.ts';
import { readModule } from '../hcl/module.ts';
import { withGaps } from '../make-setup.ts';
import type { Reader } from '../reader.ts';
import { nodesAmong } from '../user-data-part.ts';
import { eksModule, isEksModule } from './terraform/eks-module.ts';
import { isLaunchTemplate, launchTemplateSetup } from './terraform/launch-template.ts';
import { isNodeGroup, nodeGroupSetup } from './terraform/node-group.ts';
import { isObject, terraformObjects } from './terraform/objects.ts';

const signs =
  /\b(?:aws_launch_template|aws_launch_configuration|aws_eks_node_group|(?:eks|self)_managed_node_groups|cloudinit_(?:pre|post)_nodeadm|(?:pre|post)_bootstrap_user_data|bootstrap_extra_args|user_data_template_path|kubectl_manifest|kubernetes_manifest)\b/;

const jsonBlock = /"(?:resource|module)"\s*:/;

/** Terraform, in its own language and in JSON: launch templates, node groups, the module terraform-aws-eks, applied objects. */
export const terraformReader: Reader = {
  name: 'Terraform',
  reads: ({ text }) =>
    signs.test(text) && (text.trimStart().startsWith('{') ? jsonBlock.test(text) : isHcl(text)),
  read: (source, context) => {
    const module = readModule(source, context);
    const groups = module.blocks.filter(isNodeGroup).map((one) => nodeGroupSetup(one, module));
    const used = new Set(groups.flatMap(({ uses }) => uses ?? []));
    const modules = module.blocks.filter(isEksModule).map((one) => eksModule(one, module));
    const alone = module.blocks.filter((one) => isLaunchTemplate(one) && !used.has(one));
    const templates = alone.map((one) => launchTemplateSetup(one, module));
    const objects = terraformObjects(module.blocks.filter(isObject), module);
    return {
      setups: withGaps(
        [
          ...groups.map(({ setup }) => setup),
          ...modules.flatMap(({ setups }) => setups),
          ...nodesAmong(templates, source.text),
          ...objects.setups,
        ],
        module.gaps,
      ),
      gaps: [...module.gaps, ...modules.flatMap(({ gaps }) => gaps), ...objects.gaps],
    };
  },
};
