// Uploads a file under SSE-KMS with Bucket Key, with the AWS SDK for JavaScript 3: @aws-sdk/client-s3.
import { readFile } from "node:fs/promises";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const s3 = new S3Client({ region: "eu-central-1" });

export async function upload(path, name) {
  await s3.send(new PutObjectCommand({
    Bucket: "example-reports",
    Key: name,
    Body: await readFile(path),
    ServerSideEncryption: "aws:kms",
    // Without it S3 takes the AWS managed key aws/s3, not the bucket's key.
    SSEKMSKeyId: "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-0000-0000-000000000000",
    BucketKeyEnabled: true,
  }));
}
