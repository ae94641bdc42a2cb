"""Uploads under {{ v.option_name|safe }}, with amsdal_storages 0.3 or later."""

from amsdal_storages.s3.storage import S3Storage

{% if v.require_header -%}
# The bucket refuses an upload without these.
{% else -%}
# The same as the bucket's default, said aloud.
{% endif -%}
UPLOAD_EXTRA_ARGS = {
    "ServerSideEncryption": {{ v.algorithm }},
    {%- if v.own_key %}
    # Without it S3 takes the AWS managed key aws/s3, not the bucket's key.
    "SSEKMSKeyId": {{ key_arn }},
    {%- endif %}
}
{%- if v.bucket_key %}
# BucketKeyEnabled is refused here, as by boto3's upload_fileobj. It is not needed: the bucket's default says it.
{%- endif %}


def storage() -> S3Storage:
    """Call it once AMSDAL is configured."""
    return S3Storage(
        bucket={{ v.bucket }},
        region_name={{ v.region }},
        upload_extra_args=UPLOAD_EXTRA_ARGS,
    )
