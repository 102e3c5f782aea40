# Deploys the template that `npm run template` writes: its bundles go into a bucket of yours, and CloudFormation makes the rest.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0, < 7"
    }
  }
}

variable "bucket" {
  description = "A bucket of yours, in the Region of the deployment, that has the bundles and the template."
  type        = string
}

variable "prefix" {
  description = "Where in the bucket they are: empty, or with a slash at the end."
  type        = string
  default     = "amiwatch/"
}

variable "dist" {
  description = "The folder that `npm run template` wrote."
  type        = string
}

variable "stack_name" {
  type    = string
  default = "amiwatch-prod"
}

variable "parameters" {
  description = "Settings by the names of the template's parameters, { Regions = \"us-east-1,eu-west-1\" }."
  type        = map(string)
  default     = {}
}

variable "tags" {
  type    = map(string)
  default = {}
}

data "aws_region" "here" {}

data "aws_partition" "here" {}

locals {
  template = "${var.dist}/amiwatch.template.json"
}

resource "aws_s3_object" "bundle" {
  for_each = fileset(var.dist, "*.zip")

  bucket      = var.bucket
  key         = "${var.prefix}${each.value}"
  source      = "${var.dist}/${each.value}"
  source_hash = filesha256("${var.dist}/${each.value}")

  # An update that fails goes back to the bundles of before, so these go last.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_s3_object" "template" {
  bucket      = var.bucket
  key         = "${var.prefix}${filesha256(local.template)}.template.json"
  source      = local.template
  source_hash = filesha256(local.template)
}

resource "aws_cloudformation_stack" "amiwatch" {
  name         = var.stack_name
  template_url = "https://${var.bucket}.s3.${data.aws_region.here.name}.${data.aws_partition.here.dns_suffix}/${aws_s3_object.template.key}"
  capabilities = ["CAPABILITY_IAM"]
  parameters   = merge(var.parameters, { CodeBucket = var.bucket, CodePrefix = var.prefix })
  tags         = var.tags
  depends_on   = [aws_s3_object.bundle]
}

output "announcements_topic_arn" {
  description = "Subscribe here to hear of releases."
  value       = aws_cloudformation_stack.amiwatch.outputs["AnnouncementsTopicArn"]
}

output "operators_topic_arn" {
  description = "Subscribe here to hear of alarms."
  value       = aws_cloudformation_stack.amiwatch.outputs["OperatorsTopicArn"]
}

output "http_api_url" {
  description = "The page; feeds and API are below it."
  value       = aws_cloudformation_stack.amiwatch.outputs["HttpApiUrl"]
}
