source "amazon-ebs" "eks" {
  source_ami_filter {
    filters = { name = "amazon-eks-node-al2023-x86_64-standard-1.30-v2024*" }
    owners = ["602401143452"]
  }
}
build {
  sources = ["source.amazon-ebs.eks"]
  provisioner "shell" {
    inline = ["sudo dnf -y update"]
  }
  provisioner "ansible" {
    playbook_file = "x.yml"
  }
}
