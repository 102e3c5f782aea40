locals { dirs = ["/var/lib/containerd"] }
module "eks" {
  source = "terraform-aws-modules/eks/aws"
  self_managed_node_groups = {
    a = {
      ami_type = "AL2023_x86_64_STANDARD"
      cloudinit_pre_nodeadm = [{
        content = <<-EOT
          #!/bin/bash
          %{ for d in local.dirs ~}
          mount /dev/nvme1n1 ${d}
          %{ endfor ~}
        EOT
        content_type = "text/x-shellscript"
      }]
    }
  }
}
