resource "aws_eks_node_group" "nodes" {
  cluster_name    = "payments"
  node_group_name = "nodes"
  node_role_arn   = aws_iam_role.node.arn
  subnet_ids      = var.subnet_ids
  ami_type        = "AL2023_x86_64_NVIDIA"
  instance_types  = ["g5.xlarge"]

  scaling_config {
    desired_size = 2
    min_size     = 1
    max_size     = 4
  }
}
