# Ways for a bucket and its key to find each other while neither exists. The provider's Region is in the environment.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {}

variable "key_arn" {
  type    = string
  default = null
}

variable "secret_name" {
  type      = string
  default   = "example-secret"
  sensitive = true
}

resource "aws_kms_key" "main" {}

# A key for each team from a module with for_each, and one from a module with count.

module "key" {
  source   = "./modules/key"
  for_each = toset(["red", "blue"])
}

module "one_key" {
  source = "./modules/key"
  count  = 1
}

# Each bucket with the key of the same team.

resource "aws_s3_bucket" "team" {
  for_each = toset(["red", "blue"])
}

resource "aws_s3_bucket_server_side_encryption_configuration" "team" {
  for_each = toset(["red", "blue"])
  bucket   = aws_s3_bucket.team[each.key].id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = module.key[each.key].arn
    }
  }
}

# One element by its key, and one by its number.

resource "aws_s3_bucket" "red" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "red" {
  bucket = aws_s3_bucket.red.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = module.key["red"].arn
    }
  }
}

resource "aws_s3_bucket" "numbered" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "numbered" {
  bucket = aws_s3_bucket.numbered.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = module.one_key[0].arn
    }
  }
}

# A condition between a variable that is not set and a key of the plan.

resource "aws_s3_bucket" "either" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "either" {
  bucket = aws_s3_bucket.either.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.key_arn != null ? var.key_arn : aws_kms_key.main.arn
    }
  }
}

# A choice between two keys of the plan, of which the plan does not say how it ends.

resource "aws_s3_bucket" "chosen" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "chosen" {
  bucket = aws_s3_bucket.chosen.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = coalesce(aws_kms_key.main.arn, module.one_key[0].arn)
    }
  }
}

# A key through a data source that is read only later.

data "aws_kms_key" "read_later" {
  key_id = aws_kms_key.main.key_id
}

resource "aws_s3_bucket" "by_data" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "by_data" {
  bucket = aws_s3_bucket.by_data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = data.aws_kms_key.read_later.arn
    }
  }
}

# Two levels of modules, with a map that holds the key, a dynamic block, and buckets that pass through an output.

module "store" {
  source = "./modules/store"
  stores = {
    north = { key = aws_kms_key.main.arn }
    south = { key = null }
  }
}

resource "aws_s3_bucket" "pair" {
  count = 2
}

# Which of the two it is for: the last one of a list.

resource "aws_s3_bucket_server_side_encryption_configuration" "pair" {
  bucket = reverse(aws_s3_bucket.pair[*].id)[0]
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

# A name that is a secret.

resource "aws_s3_bucket" "secret" {
  bucket = var.secret_name
}

resource "aws_s3_bucket_server_side_encryption_configuration" "secret" {
  bucket = var.secret_name
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

# Replication to another bucket.

resource "aws_s3_bucket_replication_configuration" "red" {
  bucket = aws_s3_bucket.red.id
  role   = "arn:aws:iam::111122223333:role/replication"
  rule {
    id     = "all"
    status = "Enabled"
    source_selection_criteria {
      sse_kms_encrypted_objects {
        status = "Enabled"
      }
    }
    destination {
      bucket = aws_s3_bucket.numbered.arn
      encryption_configuration {
        replica_kms_key_id = module.one_key[0].arn
      }
    }
  }
}
