// Uploads a file under {{ v.option_name|safe }}, with the AWS SDK for JavaScript 3: @aws-sdk/client-s3.
import { readFile } from "node:fs/promises";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const s3 = new S3Client({ region: {{ v.region }} });
{% if v.sse_c %}
// The key is 32 bytes in a Buffer; the SDK encodes it and adds its MD5. Each download carries the same two fields.
export async function upload(path, name, key) {
  await s3.send(new PutObjectCommand({
    Bucket: {{ v.bucket }},
    Key: name,
    Body: await readFile(path),
    SSECustomerAlgorithm: "AES256",
    SSECustomerKey: key,
  }));
}
{% else %}
export async function upload(path, name) {
  await s3.send(new PutObjectCommand({
    Bucket: {{ v.bucket }},
    Key: name,
    Body: await readFile(path),
    ServerSideEncryption: {{ v.algorithm }},
    {%- if v.own_key %}
    // Without it S3 takes the AWS managed key aws/s3, not the bucket's key.
    SSEKMSKeyId: {{ key_arn }},
    {%- endif %}
    {%- if v.bucket_key %}
    BucketKeyEnabled: true,
    {%- endif %}
  }));
}
{% endif -%}
