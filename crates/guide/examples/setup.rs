//! Writes the files of a setup: `cargo run -p sse-guide --example setup -- DIR OPTION [KEY_ARN|-] [require-header]`.
use sse_guide::setup::{BucketPolicyForm, Inputs};
fn main() {
    let a: Vec<String> = std::env::args().skip(1).collect();
    let mut i = Inputs::new(a[1].parse().unwrap(), "my-bucket", "eu-central-1", "123456789012");
    i.key_arn = a.get(2).filter(|k| *k != "-").cloned();
    if a.get(3).is_some_and(|f| f == "require-header") {
        i.bucket_policy = BucketPolicyForm::RequireHeader;
    }
    std::fs::create_dir_all(format!("{}/uploads", a[0])).unwrap();
    for f in i.check().unwrap().files().unwrap() {
        std::fs::write(format!("{}/{}", a[0], f.name), f.content).unwrap();
    }
}
