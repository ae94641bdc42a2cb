// Uploads a file under SSE-S3, with the AWS SDK for JavaScript 3: @aws-sdk/client-s3.
import { readFile } from "node:fs/promises";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const s3 = new S3Client({ region: "us-east-1" });

export async function upload(path, name) {
  await s3.send(new PutObjectCommand({
    Bucket: "example-reports",
    Key: name,
    Body: await readFile(path),
    ServerSideEncryption: "AES256",
  }));
}
