variable "stores" {
  type = map(object({ key = string }))
}

module "bucket" {
  source   = "./bucket"
  for_each = var.stores
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = var.stores
  bucket   = module.bucket[each.key].id
  dynamic "rule" {
    for_each = each.value.key == null ? [] : [each.value.key]
    content {
      apply_server_side_encryption_by_default {
        sse_algorithm     = "aws:kms"
        kms_master_key_id = rule.value
      }
      bucket_key_enabled = true
    }
  }
  rule {
    bucket_key_enabled = false
  }
}
