resource "aws_eks_node_group" "web" {
  cluster_name   = "payments"
  instance_types = ["m6i.large", "p5.48xlarge"]
}
