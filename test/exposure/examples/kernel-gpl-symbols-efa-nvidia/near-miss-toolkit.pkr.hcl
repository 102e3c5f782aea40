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
      "sudo yum install -y nvidia-container-toolkit",
    ]
  }
}
