// Uploads a file under {{ v.option_name|safe }}, with the AWS SDK for Java 2: software.amazon.awssdk:s3.
import java.nio.file.Path;
{%- if v.sse_c %}
import java.util.Base64;
import software.amazon.awssdk.utils.Md5Utils;
{%- endif %}
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

public final class Upload {
    {%- if v.sse_c %}
    /** The key is 32 bytes; each download carries the same three fields. */
    {%- endif %}
    public static void upload(S3Client s3, Path path, String name{% if v.sse_c %}, byte[] key{% endif %}) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket({{ v.bucket }})
                .key(name)
                {%- if v.sse_c %}
                .sseCustomerAlgorithm("AES256")
                .sseCustomerKey(Base64.getEncoder().encodeToString(key))
                .sseCustomerKeyMD5(Md5Utils.md5AsBase64(key))
                {%- else %}
                .serverSideEncryption({{ v.algorithm }})
                {%- if v.own_key %}
                // Without it S3 takes the AWS managed key aws/s3, not the bucket's key.
                .ssekmsKeyId({{ key_arn }})
                {%- endif %}
                {%- if v.bucket_key %}
                .bucketKeyEnabled(true)
                {%- endif %}
                {%- endif %}
                .build();
        s3.putObject(request, path);
    }
}
