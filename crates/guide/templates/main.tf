# Sets a bucket up for {{ v.option_name|safe }}: the same as setup.sh, for Terraform or OpenTofu.
#
# Needs version 6.40 of the provider: 6.22 to 6.39 report a difference of blocked_encryption_types that never ends.
# A bucket that exists already is taken over by: terraform import aws_s3_bucket.bucket {{ v.bucket }}

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
  region              = {{ v.region }}
  allowed_account_ids = [{{ v.account }}]
}
{% if v.creates_key %}
resource "aws_kms_key" "bucket" {
  description             = {{ description }}
  enable_key_rotation     = true
  rotation_period_in_days = {{ v.rotation|safe }}
  # After that nothing under the key can be read again.
  deletion_window_in_days = 30

  policy = jsonencode({{ key_policy|safe }})

  # A bucket with objects refuses to be destroyed. Its key would not, and the objects would be lost with it.
  lifecycle {
    prevent_destroy = true
  }
}
{% endif %}
{%- if v.has_alias %}
resource "aws_kms_alias" "bucket" {
  name          = {{ v.alias }}
  target_key_id = {{ key_arn|safe }}
}
{% endif %}
resource "aws_s3_bucket" "bucket" {
  bucket = {{ v.bucket }}
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
    {%- if v.sse_c %}
    # New buckets block SSE-C since April 2026; this lets it in. A default of SSE-C does not exist.
    {%- endif %}
    blocked_encryption_types = [{{ v.blocked }}]
    {%- if v.in_place %}
    bucket_key_enabled       = {{ v.bucket_key|safe }}
    {%- endif %}

    apply_server_side_encryption_by_default {
      sse_algorithm = {{ v.algorithm }}
      {%- if v.own_key %}
      kms_master_key_id = {{ key_arn|safe }}
      {%- endif %}
    }
  }
}

resource "aws_s3_bucket_policy" "bucket" {
  bucket = aws_s3_bucket.bucket.id
  policy = jsonencode({{ bucket_policy|safe }})

  # A new policy is checked against the settings for public access.
  depends_on = [aws_s3_bucket_public_access_block.bucket]
}
{% if v.own_key %}
output "kms_key_arn" {
  value = {{ key_arn|safe }}
}
{% endif -%}
