# A new plan: nothing exists yet, and much is known only after it is applied.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "region" {
  type    = string
  default = "us-east-1"
}

provider "aws" {
  region = var.region
}

provider "aws" {
  alias  = "west"
  region = "us-west-2"
}

# Keys.

resource "aws_kms_key" "main" {
  description         = "Reports and logs"
  enable_key_rotation = true
}

resource "aws_kms_alias" "main" {
  name          = "alias/reports"
  target_key_id = aws_kms_key.main.key_id
}

resource "aws_kms_key" "everywhere" {
  description             = "The same key in two Regions"
  multi_region            = true
  enable_key_rotation     = true
  rotation_period_in_days = 90
}

resource "aws_kms_replica_key" "west" {
  provider        = aws.west
  primary_key_arn = aws_kms_key.everywhere.arn
}

resource "aws_kms_external_key" "imported" {
  description = "Key material of one's own"
}

resource "aws_kms_key" "signing" {
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "RSA_2048"
}

# A module for each of two buckets, with the root's key.

locals {
  buckets = {
    logs    = { bucket_key = true }
    reports = { bucket_key = false }
  }
}

module "bucket" {
  source     = "./modules/bucket"
  for_each   = local.buckets
  prefix     = "${each.key}-"
  key_arn    = aws_kms_key.main.arn
  bucket_key = each.value.bucket_key
}

# Three buckets by count, with the key of another Region.

resource "aws_s3_bucket" "raw" {
  provider = aws.west
  count    = 3
}

resource "aws_s3_bucket_server_side_encryption_configuration" "raw" {
  provider = aws.west
  count    = 2
  bucket   = aws_s3_bucket.raw[count.index].id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_replica_key.west.arn
    }
    bucket_key_enabled = true
  }
}

# Two buckets by for_each over other resources.

resource "aws_s3_bucket" "team" {
  for_each = toset(["red", "blue|green"])
  bucket   = "example-team-${replace(each.key, "|", "-")}"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "team" {
  for_each = aws_s3_bucket.team
  bucket   = each.value.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# One bucket for each way to name a key.

resource "aws_s3_bucket" "plain" {
  bucket = "example-plain"
}

resource "aws_s3_bucket" "managed" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "managed" {
  bucket = aws_s3_bucket.managed.bucket
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

resource "aws_s3_bucket" "managed_by_alias" {
  bucket = "example-managed-by-alias"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "managed_by_alias" {
  bucket = "example-managed-by-alias"
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "alias/aws/s3"
    }
    bucket_key_enabled = true
  }
}

resource "aws_s3_bucket" "elsewhere" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "elsewhere" {
  bucket = aws_s3_bucket.elsewhere.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    }
  }
}

resource "aws_s3_bucket" "by_alias" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "by_alias" {
  bucket = aws_s3_bucket.by_alias.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_alias.main.arn
    }
    bucket_key_enabled = true
  }
}

resource "aws_s3_bucket" "dual" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "dual" {
  bucket = aws_s3_bucket.dual.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms:dsse"
      kms_master_key_id = aws_kms_key.main.arn
    }
  }
}

locals {
  chosen = aws_kms_external_key.imported.arn
}

resource "aws_s3_bucket" "by_local" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "by_local" {
  bucket = aws_s3_bucket.by_local.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = local.chosen
    }
  }
}

resource "aws_s3_bucket" "inline" {
  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm     = "aws:kms"
        kms_master_key_id = aws_kms_key.main.arn
      }
      bucket_key_enabled = true
    }
  }
}

# A configuration whose bucket is no part of the plan, and one of which nobody knows how it encrypts before it is applied.

resource "aws_s3_bucket_server_side_encryption_configuration" "other_team" {
  bucket = "example-of-another-team"
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.main.arn
    }
  }
}

resource "terraform_data" "algorithm" {
  input = "aws:kms"
}

resource "aws_s3_bucket" "undecided" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "undecided" {
  bucket = aws_s3_bucket.undecided.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = terraform_data.algorithm.output
    }
  }
}

# What no encryption costs.

resource "aws_sqs_queue" "events" {
  name = "events"
}
