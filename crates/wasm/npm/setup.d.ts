import type { Decimal, OptionId, Workload } from "./index.js";

export { SseCostError } from "./index.js";

/** What is set up. Every name is checked by the rules of S3, KMS and IAM. */
export interface SetupOptions {
  /** The option to set the bucket up for. */
  option: OptionId;
  /** Name of the bucket. */
  bucket: string;
  /** Code of the Region of the bucket and the key. */
  region: string;
  /** Account of the bucket, the key and the roles: 12 digits. */
  account: string;
  /** Partition of the Region, to be sure of it. Default: the Region's own. */
  partition?: "aws" | "aws-us-gov" | "aws-cn" | null;
  /** Alias for the customer managed key. Default `alias/s3/` and the bucket's name, for a key that is created. */
  alias?: string | null;
  /** ARN of a customer managed key that exists. Default: one is created. */
  keyArn?: string | null;
  /** Role of the application. Default `app`. */
  appRole?: string | null;
  /** Role of the infrastructure operator. Default `operator`. */
  operatorRole?: string | null;
  /** Role of the security team. Default `security`. */
  securityRole?: string | null;
  /** Days between two rotations of a key that is created: 90 to 2,560. Default 365. */
  rotationDays?: number | null;
  /** Which uploads the bucket policy refuses: all without the header, or only those with a wrong one. Default `refuse-wrong`. */
  bucketPolicy?: "require-header" | "refuse-wrong" | null;
  /** One month of use, to be priced; in the bucket's Region. Default: nothing is priced. */
  workload?: Workload | null;
  /** Objects that exist and are to be encrypted again, to 10^15. Default 0. */
  existingObjects?: number | null;
}

/** A file of a setup. */
export interface SetupFile {
  /** Path within the set: `uploads/boto3_upload.py`. */
  name: string;
  /** What it is for. */
  about: string;
  /** Whether it is a program. */
  executable: boolean;
  content: string;
}

/** The files that set a bucket up. */
export interface Setup {
  /** The version of the shape of the output. */
  schemaVersion: 1;
  option: OptionId;
  bucket: string;
  region: string;
  partition: string;
  account: string;
  /** `null` where the key is created. */
  keyArn: string | null;
  alias: string | null;
  bucketPolicy: string;
  /** US dollars a month; `null` where no workload was given, and where it is unknown. */
  monthly: Decimal | null;
  /** Of a folder that files were written to; none are written here. */
  leftOver: string[];
  files: SetupFile[];
}

/**
 * The files that set a bucket up for an option: programs for the AWS CLI, policies, Terraform, CloudFormation, uploads.
 * @throws {SseCostError} An input that S3, KMS or IAM would refuse; a workload that cannot be priced.
 */
export function setup(options: SetupOptions): Setup;
