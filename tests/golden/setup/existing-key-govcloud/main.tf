# Sets a bucket up for SSE-KMS: the same as setup.sh, for Terraform or OpenTofu.
#
# Needs version 6.40 of the provider: 6.22 to 6.39 report a difference of blocked_encryption_types that never ends.
# A bucket that exists already is taken over by: terraform import aws_s3_bucket.bucket "example.reports"

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.40.0, < 7.0.0"
    }
  }
}

provider "aws" {
  region              = "us-gov-west-1"
  allowed_account_ids = ["111122223333"]
}

resource "aws_s3_bucket" "bucket" {
  bucket = "example.reports"
}

resource "aws_s3_bucket_public_access_block" "bucket" {
  bucket = aws_s3_bucket.bucket.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "bucket" {
  bucket = aws_s3_bucket.bucket.id

  rule {
    blocked_encryption_types = ["SSE-C"]
    bucket_key_enabled       = false

    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
      kms_master_key_id = "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    }
  }
}

resource "aws_s3_bucket_policy" "bucket" {
  bucket = aws_s3_bucket.bucket.id
  policy = jsonencode({
    "Version" = "2012-10-17"
    "Statement" = [
      {
        "Sid" = "RefuseWithoutTls"
        "Effect" = "Deny"
        "Principal" = "*"
        "Action" = "s3:*"
        "Resource" = [
          "arn:aws-us-gov:s3:::example.reports",
          "arn:aws-us-gov:s3:::example.reports/*",
        ]
        "Condition" = {
          "Bool" = {
            "aws:SecureTransport" = "false"
          }
        }
      },
      {
        "Sid" = "RequireEncryptionHeader"
        "Effect" = "Deny"
        "Principal" = "*"
        "Action" = "s3:PutObject"
        "Resource" = "arn:aws-us-gov:s3:::example.reports/*"
        "Condition" = {
          "StringNotEquals" = {
            "s3:x-amz-server-side-encryption" = "aws:kms"
          }
        }
      },
      {
        "Sid" = "RequireKey"
        "Effect" = "Deny"
        "Principal" = "*"
        "Action" = "s3:PutObject"
        "Resource" = "arn:aws-us-gov:s3:::example.reports/*"
        "Condition" = {
          "StringNotEquals" = {
            "s3:x-amz-server-side-encryption-aws-kms-key-id" = "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
          }
        }
      },
    ]
  })

  # A new policy is checked against the settings for public access.
  depends_on = [aws_s3_bucket_public_access_block.bucket]
}

output "kms_key_arn" {
  value = "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
}
