//! Inputs with a handful of values to choose from.

use sse_pricing::{BucketKey, BucketKeyModel, EncryptionOption, KmsKey, Percent};

/// A choice: the key under which a link keeps it, its values, and the id of each.
pub trait Choice: Copy + PartialEq + 'static {
    /// Its key in a link.
    const KEY: &'static str;
    /// Every value, in the order in which they are shown; the first is the default.
    const ALL: &'static [Self];

    /// The stable id of a value.
    fn id(self) -> &'static str;

    /// The value with an id.
    fn find(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.id() == id)
    }
}

/// How the volume is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Volume {
    /// Documents, each uploaded and downloaded once.
    #[default]
    Documents,
    /// Uploads, downloads and copies apart.
    Apart,
}

impl Choice for Volume {
    const KEY: &'static str = "volume";
    const ALL: &'static [Volume] = &[Volume::Documents, Volume::Apart];

    fn id(self) -> &'static str {
        match self {
            Volume::Documents => "documents",
            Volume::Apart => "apart",
        }
    }
}

/// The program that talks to S3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClientChoice {
    /// Nobody said: boto3.
    #[default]
    Assumed,
    /// boto3.
    Boto3,
    /// The AWS CLI.
    AwsCli,
    /// .NET's TransferUtility.
    DotNet,
    /// One request an object.
    Single,
    /// A part size and a threshold of one's own.
    Custom,
}

impl Choice for ClientChoice {
    const KEY: &'static str = "client";
    const ALL: &'static [ClientChoice] = &[
        ClientChoice::Assumed,
        ClientChoice::Boto3,
        ClientChoice::AwsCli,
        ClientChoice::DotNet,
        ClientChoice::Single,
        ClientChoice::Custom,
    ];

    fn id(self) -> &'static str {
        match self {
            ClientChoice::Assumed => "assumed",
            ClientChoice::Boto3 => "boto3",
            ClientChoice::AwsCli => "aws-cli",
            ClientChoice::DotNet => "dotnet",
            ClientChoice::Single => "single",
            ClientChoice::Custom => "custom",
        }
    }
}

/// Whether free requests are left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FreeTier {
    /// Nobody said: all are.
    #[default]
    Assumed,
    /// Some are, all unless a number says otherwise.
    Left,
    /// None are.
    UsedUp,
}

impl Choice for FreeTier {
    const KEY: &'static str = "free-tier";
    const ALL: &'static [FreeTier] = &[FreeTier::Assumed, FreeTier::Left, FreeTier::UsedUp];

    fn id(self) -> &'static str {
        match self {
            FreeTier::Assumed => "assumed",
            FreeTier::Left => "left",
            FreeTier::UsedUp => "used-up",
        }
    }
}

/// Whose KMS keys somebody wants to look at. The others stay, in the background.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyKind {
    /// Both kinds.
    #[default]
    Both,
    /// One kind only.
    Only(KmsKey),
}

impl Choice for KeyKind {
    const KEY: &'static str = "key-kind";
    const ALL: &'static [KeyKind] =
        &[KeyKind::Both, KeyKind::Only(KmsKey::CustomerManaged), KeyKind::Only(KmsKey::AwsManaged)];

    fn id(self) -> &'static str {
        match self {
            KeyKind::Both => "both",
            KeyKind::Only(KmsKey::CustomerManaged) => "customer-managed",
            KeyKind::Only(KmsKey::AwsManaged) => "aws-managed",
        }
    }
}

impl KeyKind {
    /// Whether an option is looked at. Options without KMS always are: they are what KMS is weighed against.
    #[must_use]
    pub fn includes(self, option: EncryptionOption) -> bool {
        match (self, option.kms_key()) {
            (KeyKind::Both, _) | (_, None) => true,
            (KeyKind::Only(chosen), Some(key)) => chosen == key,
        }
    }
}

/// The ways to say what a Bucket Key saves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// Modelled from the traffic.
    #[default]
    Model,
    /// A flat percentage.
    Flat,
    /// A number of calls that was counted.
    Measured,
}

impl Choice for Method {
    const KEY: &'static str = "bucket-key-method";
    const ALL: &'static [Method] = &[Method::Model, Method::Flat, Method::Measured];

    fn id(self) -> &'static str {
        match self {
            Method::Model => "model",
            Method::Flat => "flat",
            Method::Measured => "measured",
        }
    }
}

impl Method {
    /// What it comes to before its fields are read.
    pub(crate) fn bucket_key(self) -> BucketKey {
        match self {
            Method::Model => BucketKey::Model(BucketKeyModel::default()),
            Method::Flat => BucketKey::Reduction(Percent::ZERO),
            Method::Measured => BucketKey::Measured(0),
        }
    }
}
