//! Policies of IAM, S3 and KMS as data, and what they allow.
//!
//! A small evaluator of exactly the subset that the policies of [`setup`](crate::setup) use, by AWS's
//! [evaluation logic](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html) within one
//! account. Supported: `Effect`; `Principal` `*`, accounts, roles, users and services; `Action` and `Resource` with `*` and
//! `?`; the conditions of [`Operator`]. What is not supported (`NotAction`, policy variables, other operators, ...) is an
//! error that names it: a policy is never half understood.
//!
//! Left out, because nothing here uses them: permission boundaries, session policies, service and resource control policies,
//! grants, access points, ACLs.
//!
//! ```
//! use sse_guide::policy::{Document, Request};
//!
//! let policy = Document::from_json(r#"{
//!     "Version": "2012-10-17",
//!     "Statement": {
//!         "Sid": "Encrypted", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "*",
//!         "Condition": {"StringNotEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}}
//!     }
//! }"#)?;
//! // No header: the negated operator is true, and the upload refused.
//! let upload = Request::new("arn:aws:iam::111122223333:role/app", "s3:PutObject", "arn:aws:s3:::my-bucket/key");
//! assert_eq!(policy.denies(&upload).map(|statement| statement.name()), Some("Encrypted".to_owned()));
//! # Ok::<(), sse_guide::Error>(())
//! ```

mod check;
mod condition;
mod document;
mod evaluate;
mod read;
mod request;
mod upload;

pub use check::{Check, Subject, UploadCheck};
pub use condition::{Condition, Operator, Test};
pub use document::{Document, Effect, Principal, Principals, Statement};
pub use evaluate::{Decision, Reason, Service, decide};
pub use request::Request;
pub use upload::{Encryption, Upload};
