// Package upload uploads a file under SSE-S3, with the AWS SDK for Go 2.
package upload

import (
	"context"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// Upload puts one file into the bucket.
func Upload(ctx context.Context, client *s3.Client, path, name string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = client.PutObject(ctx, &s3.PutObjectInput{
		Bucket: aws.String("example-reports"),
		Key:    aws.String(name),
		Body:   file,
		ServerSideEncryption: types.ServerSideEncryption("AES256"),
	})
	return err
}
