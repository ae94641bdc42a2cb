// Uploads a file under {{ v.option_name|safe }}, with the AWS SDK for Rust: aws-sdk-s3 1, aws-config 1.
{% if v.sse_c -%}
// For SSE-C also: base64 0.22, md5 0.8. The key is 32 bytes; each download carries the same three headers.
use aws_sdk_s3::{Client, primitives::ByteStream};
use base64::{Engine, engine::general_purpose::STANDARD};
{%- else -%}
use aws_sdk_s3::{Client, primitives::ByteStream, types::ServerSideEncryption};
{%- endif %}

pub async fn upload(client: &Client, path: &str, name: &str{% if v.sse_c %}, key: &[u8; 32]{% endif %}) -> Result<(), Box<dyn std::error::Error>> {
    client
        .put_object()
        .bucket({{ v.bucket }})
        .key(name)
        .body(ByteStream::from_path(path).await?)
        {%- if v.sse_c %}
        .sse_customer_algorithm("AES256")
        .sse_customer_key(STANDARD.encode(key))
        .sse_customer_key_md5(STANDARD.encode(md5::compute(key).0))
        {%- else %}
        .server_side_encryption(ServerSideEncryption::from({{ v.algorithm }}))
        {%- if v.own_key %}
        // Without it S3 takes the AWS managed key aws/s3, not the bucket's key.
        .ssekms_key_id({{ key_arn }})
        {%- endif %}
        {%- if v.bucket_key %}
        .bucket_key_enabled(true)
        {%- endif %}
        {%- endif %}
        .send()
        .await?;
    Ok(())
}
