source "amazon-ebs" "eks" {
  source_ami_filter {
    filters = { name = "amazon-eks-node-al2023-x86_64-standard-1.30-v2024*" }
    owners = ["602401143452"]
  }
  ssh_username = "ec2-user"
}
source "amazon-ebs" "other" {
  source_ami_filter {
    filters = { name = "amazon-eks-node-al2023-arm64-standard-1.30-v2024*" }
    owners = ["602401143452"]
  }
}
build {
  sources = ["source.amazon-ebs.eks"]
  provisioner "shell" {
    inline = concat(["set -e"], [for c in ["update", "clean all"] : "sudo dnf -y ${c}"])
  }
}
