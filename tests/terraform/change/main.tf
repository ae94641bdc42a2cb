# A change to what exists.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}

resource "aws_kms_key" "shared" {
  enable_key_rotation = true
}

# aws_kms_key.old is deleted.

resource "aws_kms_key" "new" {
  enable_key_rotation = true
}

# From SSE-S3 to a new key.

resource "aws_s3_bucket" "reports" {
  bucket = "example-change-reports"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "reports" {
  bucket = aws_s3_bucket.reports.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.new.arn
    }
    bucket_key_enabled = true
  }
}

# A Bucket Key is turned on.

resource "aws_s3_bucket" "orders" {
  bucket = "example-change-orders"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "orders" {
  bucket = aws_s3_bucket.orders.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.shared.arn
    }
    bucket_key_enabled = true
  }
}

# The configuration is taken away, and the bucket falls back to SSE-S3.

resource "aws_s3_bucket" "vault" {
  bucket = "example-change-vault"
}

# aws_s3_bucket.scratch is deleted.

# Another name replaces the bucket.

resource "aws_s3_bucket" "renamed" {
  bucket = "example-change-renamed-2"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "renamed" {
  bucket = aws_s3_bucket.renamed.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.shared.arn
    }
    bucket_key_enabled = true
  }
}

# Another address for the same bucket.

moved {
  from = aws_s3_bucket.before_the_move
  to   = aws_s3_bucket.after_the_move
}

resource "aws_s3_bucket" "after_the_move" {
  bucket = "example-change-moved"
}

resource "aws_s3_bucket" "untouched" {
  bucket = "example-change-untouched"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "untouched" {
  bucket = aws_s3_bucket.untouched.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.shared.arn
    }
  }
}

# Stays, but is not managed any longer.

removed {
  from = aws_s3_bucket.forgotten
  lifecycle {
    destroy = false
  }
}
