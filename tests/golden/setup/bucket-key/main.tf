# Sets a bucket up for SSE-KMS with Bucket Key: the same as setup.sh, for Terraform or OpenTofu.
#
# Needs version 6.40 of the provider: 6.22 to 6.39 report a difference of blocked_encryption_types that never ends.
# A bucket that exists already is taken over by: terraform import aws_s3_bucket.bucket "example-reports"

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
  region              = "eu-central-1"
  allowed_account_ids = ["111122223333"]
}

resource "aws_kms_key" "bucket" {
  description             = "S3 bucket example-reports"
  enable_key_rotation     = true
  rotation_period_in_days = 365
  # After that nothing under the key can be read again.
  deletion_window_in_days = 30

  policy = jsonencode({
    "Version" = "2012-10-17"
    "Statement" = [
      {
        "Sid" = "AccountAndItsIamPolicies"
        "Effect" = "Allow"
        "Principal" = {
          "AWS" = "arn:aws:iam::111122223333:root"
        }
        "Action" = "kms:*"
        "Resource" = "*"
      },
      {
        "Sid" = "SecurityTeamManages"
        "Effect" = "Allow"
        "Principal" = {
          "AWS" = "arn:aws:iam::111122223333:role/security"
        }
        "Action" = [
          "kms:CancelKeyDeletion",
          "kms:CreateAlias",
          "kms:DeleteAlias",
          "kms:DescribeKey",
          "kms:DisableKey",
          "kms:DisableKeyRotation",
          "kms:EnableKey",
          "kms:EnableKeyRotation",
          "kms:GetKeyPolicy",
          "kms:GetKeyRotationStatus",
          "kms:ListGrants",
          "kms:ListKeyRotations",
          "kms:ListResourceTags",
          "kms:PutKeyPolicy",
          "kms:RevokeGrant",
          "kms:RotateKeyOnDemand",
          "kms:ScheduleKeyDeletion",
          "kms:UpdateAlias",
          "kms:UpdateKeyDescription",
        ]
        "Resource" = "*"
      },
      {
        "Sid" = "ApplicationThroughS3"
        "Effect" = "Allow"
        "Principal" = {
          "AWS" = "arn:aws:iam::111122223333:role/app"
        }
        "Action" = [
          "kms:Decrypt",
          "kms:GenerateDataKey",
        ]
        "Resource" = "*"
        "Condition" = {
          "StringEquals" = {
            "kms:ViaService" = "s3.eu-central-1.amazonaws.com"
          }
          "StringLike" = {
            "kms:EncryptionContext:aws:s3:arn" = [
              "arn:aws:s3:::example-reports",
              "arn:aws:s3:::example-reports/*",
            ]
          }
        }
      },
      {
        "Sid" = "OperatorUploadsThroughS3"
        "Effect" = "Allow"
        "Principal" = {
          "AWS" = "arn:aws:iam::111122223333:role/operator"
        }
        "Action" = "kms:GenerateDataKey"
        "Resource" = "*"
        "Condition" = {
          "StringEquals" = {
            "kms:ViaService" = "s3.eu-central-1.amazonaws.com"
          }
          "StringLike" = {
            "kms:EncryptionContext:aws:s3:arn" = [
              "arn:aws:s3:::example-reports",
              "arn:aws:s3:::example-reports/*",
            ]
          }
        }
      },
    ]
  })

  # A bucket with objects refuses to be destroyed. Its key would not, and the objects would be lost with it.
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "bucket" {
  name          = "alias/s3/example-reports"
  target_key_id = aws_kms_key.bucket.arn
}

resource "aws_s3_bucket" "bucket" {
  bucket = "example-reports"
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
    bucket_key_enabled       = true

    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
      kms_master_key_id = aws_kms_key.bucket.arn
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
          "arn:aws:s3:::example-reports",
          "arn:aws:s3:::example-reports/*",
        ]
        "Condition" = {
          "Bool" = {
            "aws:SecureTransport" = "false"
          }
        }
      },
      {
        "Sid" = "RefuseWrongAlgorithm"
        "Effect" = "Deny"
        "Principal" = "*"
        "Action" = "s3:PutObject"
        "Resource" = "arn:aws:s3:::example-reports/*"
        "Condition" = {
          "StringNotEquals" = {
            "s3:x-amz-server-side-encryption" = "aws:kms"
          }
          "Null" = {
            "s3:x-amz-server-side-encryption" = "false"
          }
        }
      },
      {
        "Sid" = "RefuseWrongKey"
        "Effect" = "Deny"
        "Principal" = "*"
        "Action" = "s3:PutObject"
        "Resource" = "arn:aws:s3:::example-reports/*"
        "Condition" = {
          "StringNotEquals" = {
            "s3:x-amz-server-side-encryption-aws-kms-key-id" = aws_kms_key.bucket.arn
          }
          "Null" = {
            "s3:x-amz-server-side-encryption-aws-kms-key-id" = "false"
          }
        }
      },
      {
        "Sid" = "RefuseAlgorithmWithoutKey"
        "Effect" = "Deny"
        "Principal" = "*"
        "Action" = "s3:PutObject"
        "Resource" = "arn:aws:s3:::example-reports/*"
        "Condition" = {
          "StringEquals" = {
            "s3:x-amz-server-side-encryption" = "aws:kms"
          }
          "Null" = {
            "s3:x-amz-server-side-encryption-aws-kms-key-id" = "true"
          }
        }
      },
      {
        "Sid" = "RefuseCustomerKeys"
        "Effect" = "Deny"
        "Principal" = "*"
        "Action" = "s3:PutObject"
        "Resource" = "arn:aws:s3:::example-reports/*"
        "Condition" = {
          "Null" = {
            "s3:x-amz-server-side-encryption-customer-algorithm" = "false"
          }
        }
      },
    ]
  })

  # A new policy is checked against the settings for public access.
  depends_on = [aws_s3_bucket_public_access_block.bucket]
}

output "kms_key_arn" {
  value = aws_kms_key.bucket.arn
}
