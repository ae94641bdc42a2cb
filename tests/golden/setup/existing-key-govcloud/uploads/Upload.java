// Uploads a file under SSE-KMS, with the AWS SDK for Java 2: software.amazon.awssdk:s3.
import java.nio.file.Path;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

public final class Upload {
    public static void upload(S3Client s3, Path path, String name) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket("example.reports")
                .key(name)
                .serverSideEncryption("aws:kms")
                // Without it S3 takes the AWS managed key aws/s3, not the bucket's key.
                .ssekmsKeyId("arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
                .build();
        s3.putObject(request, path);
    }
}
