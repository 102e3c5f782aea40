source "amazon-ebs" "node" {
  ami_name      = "node"
  instance_type = "m6i.large"
  source_ami_filter {
    filters = { name = "amazon-eks-node-al2023-x86_64-standard-1.30-*" }
    owners  = ["602401143452"]
  }
}
build {
  sources = ["source.amazon-ebs.node"]
  provisioner "shell" {
    inline = ["sudo dnf update -y --disablerepo='*' --enablerepo=my-internal"]
  }
}
