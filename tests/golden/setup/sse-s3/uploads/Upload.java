// Uploads a file under SSE-S3, with the AWS SDK for Java 2: software.amazon.awssdk:s3.
import java.nio.file.Path;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

public final class Upload {
    public static void upload(S3Client s3, Path path, String name) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket("example-reports")
                .key(name)
                .serverSideEncryption("AES256")
                .build();
        s3.putObject(request, path);
    }
}
