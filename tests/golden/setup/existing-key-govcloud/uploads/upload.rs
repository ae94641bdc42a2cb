// Uploads a file under SSE-KMS, with the AWS SDK for Rust: aws-sdk-s3 1, aws-config 1.
use aws_sdk_s3::{Client, primitives::ByteStream, types::ServerSideEncryption};

pub async fn upload(client: &Client, path: &str, name: &str) -> Result<(), Box<dyn std::error::Error>> {
    client
        .put_object()
        .bucket("example.reports")
        .key(name)
        .body(ByteStream::from_path(path).await?)
        .server_side_encryption(ServerSideEncryption::from("aws:kms"))
        // Without it S3 takes the AWS managed key aws/s3, not the bucket's key.
        .ssekms_key_id("arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
        .send()
        .await?;
    Ok(())
}
