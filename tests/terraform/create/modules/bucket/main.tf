variable "prefix" {
  type = string
}

variable "key_arn" {
  type = string
}

variable "bucket_key" {
  type = bool
}

resource "aws_s3_bucket" "this" {
  count         = 1
  bucket_prefix = var.prefix
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this[0].id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.key_arn
    }
    bucket_key_enabled = var.bucket_key
  }
}

output "id" {
  value = aws_s3_bucket.this[0].id
}
