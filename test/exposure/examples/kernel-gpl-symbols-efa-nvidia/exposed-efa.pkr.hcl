source "amazon-ebs" "node" {
  ami_name      = "payments-node"
  instance_type = "m6i.large"
  ssh_username  = "ec2-user"
  source_ami_filter {
    filters = {
      name = "amazon-eks-gpu-node-1.29-v20240307"
    }
    owners = ["602401143452"]
  }
}

build {
  sources = ["source.amazon-ebs.node"]

  provisioner "shell" {
    inline = [
      "curl -O https://efa-installer.amazonaws.com/aws-efa-installer-latest.tar.gz",
      "tar -xf aws-efa-installer-latest.tar.gz",
      "cd aws-efa-installer && sudo ./efa_installer.sh -y",
    ]
  }
}
