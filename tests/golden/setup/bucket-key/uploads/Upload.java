// Uploads a file under SSE-KMS with Bucket Key, with the AWS SDK for Java 2: software.amazon.awssdk:s3.
import java.nio.file.Path;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

public final class Upload {
    public static void upload(S3Client s3, Path path, String name) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket("example-reports")
                .key(name)
                .serverSideEncryption("aws:kms")
                // Without it S3 takes the AWS managed key aws/s3, not the bucket's key.
                .ssekmsKeyId("arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-0000-0000-000000000000")
                .bucketKeyEnabled(true)
                .build();
        s3.putObject(request, path);
    }
}
