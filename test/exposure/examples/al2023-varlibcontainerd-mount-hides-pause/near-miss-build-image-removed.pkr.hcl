source "amazon-ebs" "node" {
  ami_name      = "payments-node"
  instance_type = "m6i.large"
  ssh_username  = "ec2-user"
  source_ami_filter {
    filters = {
      name = "amazon-eks-node-al2023-x86_64-standard-1.30-v20240828"
    }
    owners = ["602401143452"]
  }
}

build {
  sources = ["source.amazon-ebs.node"]

  provisioner "shell" {
    inline = [
      "sudo nerdctl rmi --force golang:1.23",
      "sudo nerdctl image prune --force",
    ]
  }
}
