// Package upload uploads a file under {{ v.option_name|safe }}, with the AWS SDK for Go 2.
package upload

import (
	"context"
	{%- if v.sse_c %}
	"crypto/md5"
	"encoding/base64"
	{%- endif %}
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	{%- if !v.sse_c %}
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	{%- endif %}
)
{% if v.sse_c %}
// Upload takes a key of 32 bytes; each download carries the same three fields.
func Upload(ctx context.Context, client *s3.Client, path, name string, key [32]byte) error {
	sum := md5.Sum(key[:])
{%- else %}
// Upload puts one file into the bucket.
func Upload(ctx context.Context, client *s3.Client, path, name string) error {
{%- endif %}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = client.PutObject(ctx, &s3.PutObjectInput{
		Bucket: aws.String({{ v.bucket }}),
		Key:    aws.String(name),
		Body:   file,
		{%- if v.sse_c %}
		SSECustomerAlgorithm: aws.String("AES256"),
		SSECustomerKey:       aws.String(base64.StdEncoding.EncodeToString(key[:])),
		SSECustomerKeyMD5:    aws.String(base64.StdEncoding.EncodeToString(sum[:])),
		{%- else %}
		ServerSideEncryption: types.ServerSideEncryption({{ v.algorithm }}),
		{%- if v.own_key %}
		// Without it S3 takes the AWS managed key aws/s3, not the bucket's key.
		SSEKMSKeyId: aws.String({{ key_arn }}),
		{%- endif %}
		{%- if v.bucket_key %}
		BucketKeyEnabled: aws.Bool(true),
		{%- endif %}
		{%- endif %}
	})
	return err
}
