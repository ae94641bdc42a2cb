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

# As it was applied before the change.

resource "aws_kms_key" "shared" {
  enable_key_rotation = true
}

resource "aws_kms_key" "old" {}

resource "aws_s3_bucket" "reports" {
  bucket = "example-change-reports"
}

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
  }
}

resource "aws_s3_bucket" "vault" {
  bucket = "example-change-vault"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "vault" {
  bucket = aws_s3_bucket.vault.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.old.arn
    }
  }
}

resource "aws_s3_bucket" "scratch" {
  bucket = "example-change-scratch"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "scratch" {
  bucket = aws_s3_bucket.scratch.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.shared.arn
    }
  }
}

resource "aws_s3_bucket" "renamed" {
  bucket = "example-change-renamed-1"
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

resource "aws_s3_bucket" "before_the_move" {
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

resource "aws_s3_bucket" "forgotten" {
  bucket = "example-change-forgotten"
}
