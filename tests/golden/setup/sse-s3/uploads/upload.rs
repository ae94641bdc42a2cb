// Uploads a file under SSE-S3, with the AWS SDK for Rust: aws-sdk-s3 1, aws-config 1.
use aws_sdk_s3::{Client, primitives::ByteStream, types::ServerSideEncryption};

pub async fn upload(client: &Client, path: &str, name: &str) -> Result<(), Box<dyn std::error::Error>> {
    client
        .put_object()
        .bucket("example-reports")
        .key(name)
        .body(ByteStream::from_path(path).await?)
        .server_side_encryption(ServerSideEncryption::from("AES256"))
        .send()
        .await?;
    Ok(())
}
