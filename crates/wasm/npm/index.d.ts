/**
 * What Amazon S3 server-side encryption costs. Every function takes plain objects and returns plain objects; none asks the
 * network or remembers anything.
 *
 * The objects are those of the program's `--format json`, field for field: `JSON.stringify(compare(workload), null, 2)` is
 * what `sse-cost compare --format json` prints, but for the line end.
 */

/** An exact decimal as text, such as `"6.94"` or `"0.000003"`: a number of JavaScript's would round it. Of money: US dollars. */
export type Decimal = string;

/** The ways to encrypt. */
export type OptionId =
  | "sse-s3"
  | "sse-kms"
  | "sse-kms-bucket-key"
  | "sse-kms-aws-managed"
  | "sse-kms-aws-managed-bucket-key"
  | "dsse-kms"
  | "sse-c";

/** What encryption may have to give. */
export type Requirement =
  | "access-separation"
  | "audit-trail"
  | "object-audit"
  | "key-holder"
  | "key-policy"
  | "two-layers"
  | "automatic-rotation"
  | "no-code-changes";

/** An input that cannot be priced: the message names the field, the value and what is allowed. */
export class SseCostError extends Error {
  constructor(field: string, message: string, options?: { cause?: unknown });
  name: "SseCostError";
  /**
   * The input at fault: `uploads`, `bucketKey.windowSeconds`, `[3].region` of the fourth of many workloads. `arguments` where they
   * are no JSON or more than fits the memory; `result` where it would hold a count that JavaScript rounds.
   */
  readonly field: string;
}

/**
 * One month of use. Every field may be left out or `null`, and then takes its default. Some defaults are assumptions, such as the
 * client: outputs list those that their figures rest on under `assumed`.
 */
export interface Workload {
  /** Code of the Region. Default `us-east-1`. */
  region?: string | null;
  /** Objects written in the month, to 10^15. Default 0. */
  uploads?: number | null;
  /** Objects read in the month, to 10^15. Default 0. */
  downloads?: number | null;
  /** Objects copied in the month within the bucket, to 10^15. Default 0. */
  copies?: number | null;
  /** Bytes of an object, or several sizes with their shares. Default: not known, one request for each upload and download. */
  objectSize?: number | readonly SizeShare[] | null;
  /** The program that talks to S3; it decides how many requests an object takes. Default `boto3`. */
  client?: "boto3" | "aws-cli" | "dotnet" | "single" | OwnClient | null;
  /** Calls to KMS that complete an upload in parts: 0 or 1. Default 0. */
  completeCalls?: number | null;
  /** Calls to KMS by DSSE-KMS for each by SSE-KMS: 1 to 4. Default 1. */
  dsseCalls?: number | null;
  /** Customer managed KMS keys, to a million. Default 1. */
  keys?: number | null;
  /** Replicas of each key in other Regions. Default 0. */
  replicas?: number | null;
  /** Rotations of each key so far. Default 0. */
  rotations?: number | null;
  /** How much of the month the keys existed. Default: all of it. */
  keyHours?: KeyHours | null;
  /** Free KMS requests of the account that are left for this workload: 0 to 20,000. Default 20,000. */
  freeRequests?: number | null;
  /** What an S3 Bucket Key saves. Default: the model, with its defaults. */
  bucketKey?: BucketKeyModel | BucketKeyReduction | BucketKeyMeasured | null;
  /** Per cent of the downloads that go to objects from before the Bucket Key. Default `"0"`. */
  shareBeforeBucketKey?: Decimal | null;
  /** CloudTrail trails after the first, to 100. Default 0. */
  trails?: number | null;
  /** Bytes kept in S3, for S3's own costs. Default: not known. */
  storedBytes?: number | null;
  /** How many times the average the busiest second is, for the KMS quota: 1 to 10,000. Default 10. */
  peakFactor?: number | null;
  /** Which of the values are defaults that nobody chose; an output's `workload` has it, to be fed back. */
  assumed?: readonly string[] | null;
}

/** Objects of one size. */
export interface SizeShare {
  /** Bytes of an object, 1 to 53,687,091,200,000. */
  bytes: number;
  /** Per cent of the objects. */
  share: Decimal;
}

/** A client's settings for uploads and downloads in parts. */
export interface OwnClient {
  /** Bytes of a part. */
  partSize: number;
  /** Bytes from which on an object goes in parts. */
  multipartThreshold: number;
}

/** A part of a month. */
export interface KeyHours {
  /** Hours in which the keys existed. */
  existed: number;
  /** Hours of the month, of 28 to 31 days. */
  month: 672 | 696 | 720 | 744;
}

/** The traffic that decides how many calls a Bucket Key leaves. */
export interface BucketKeyModel {
  method: "model";
  /** Roles, users or accounts that send requests, to a million. Default 1. */
  requesters?: number | null;
  /** Seconds that S3 keeps a bucket-level key; AWS does not publish it. Default 300. */
  windowSeconds?: number | null;
  /** Hours of the month with traffic: 1 to 744. Default 730. */
  activeHours?: number | null;
  /** How long after their upload objects are read. */
  readBack?: readonly Age[] | null;
}

/** The same with every input, defaults included. */
export interface FullBucketKeyModel extends BucketKeyModel {
  requesters: number;
  windowSeconds: number;
  activeHours: number;
  readBack: Age[];
}

/** Downloads by the time since the upload. */
export interface Age {
  /** Seconds since the upload, at most. */
  withinSeconds: number;
  /** Per cent of the downloads. */
  share: Decimal;
}

/** A flat percentage. */
export interface BucketKeyReduction {
  method: "reduction";
  /** Per cent of the calls that are saved. */
  reduction: Decimal;
}

/** A count, for example from CloudTrail. */
export interface BucketKeyMeasured {
  method: "measured";
  /** Calls to KMS in the month, with a Bucket Key. */
  calls: number;
}

/** The options of {@link compare}, {@link compareMany} and {@link recommend}. */
export interface Requiring {
  /** What the option must give. */
  require?: readonly Requirement[] | null;
}

/** The options of {@link forecast}. */
export interface Plan {
  /** Months ahead: 1 to 600. */
  months: number;
  /** Per cent by which uploads, downloads and copies grow each month, such as `"5"` or `"-2.5"`. Default `"0"`. */
  growth?: Decimal | null;
  /** Days between two rotations of the keys, 90 to 2,560; `null` for none. Default 365. */
  rotationDays?: number | null;
  /** Days since the last rotation when the first month begins, to 36,500. Default 0. */
  keyAgeDays?: number | null;
}

/** The options of {@link breakEven}. */
export interface WithBudget {
  /** US dollars a month. */
  budget?: Decimal | null;
}

/** From the least to the most; equal where the figure is exact. */
export interface MoneyRange {
  /** US dollars. */
  low: Decimal;
  /** US dollars; `null` where a part is unknown. */
  high: Decimal | null;
}

/** From the least to the most. */
export interface CountRange {
  low: number;
  high: number;
}

/** Where prices are from. */
export interface PricedAt {
  /** Code of the Region. */
  region: string;
  /** Day on which the prices were published: `2025-06-05`. */
  published: string;
  currency: string;
  source: string;
  /** Per cent off, as agreed with AWS. */
  discounts: { kms: Decimal; s3: Decimal; cloudtrail: Decimal };
  /** Prices agreed with AWS. */
  privatePrices: PrivatePrice[];
}

/** A price agreed with AWS. */
export interface PrivatePrice {
  id: string;
  label: string;
  unit: string;
  /** US dollars for a unit. */
  unitPrice: Decimal;
  /** US dollars for a unit, as published. */
  listPrice: Decimal;
}

/** A workload with every input, defaults included. Can be fed back. */
export interface FullWorkload extends Workload {
  region: string;
  uploads: number;
  downloads: number;
  copies: number;
  objectSize: number | SizeShare[] | null;
  client: "boto3" | "aws-cli" | "dotnet" | "single" | OwnClient;
  completeCalls: number;
  dsseCalls: number;
  keys: number;
  replicas: number;
  rotations: number;
  keyHours: KeyHours | null;
  freeRequests: number;
  bucketKey: FullBucketKeyModel | BucketKeyReduction | BucketKeyMeasured;
  shareBeforeBucketKey: Decimal;
  trails: number;
  storedBytes: number | null;
  peakFactor: number;
  assumed: string[];
}

/** What every output of a workload begins with. */
export interface Inputs {
  /** The version of the shape of the output. Fields are added to it, never renamed or taken away. */
  schemaVersion: 1;
  prices: PricedAt;
  workload: FullWorkload;
  /** Inputs that nobody gave and the figures depend on, such as `bucketKey.windowSeconds`. */
  assumed: string[];
}

/** One row of a bill: quantity x unit price = amount, exactly. */
export interface LineItem {
  /** A stable name: `kms-requests`. */
  code: string;
  label: string;
  /** In `unit`s; `null` where it is unknown. */
  quantity: Decimal | null;
  unit: string;
  /** US dollars for a unit. */
  unitPrice: Decimal;
  /** US dollars for a unit, as published, where another price was agreed. */
  listPrice: Decimal | null;
  /** US dollars; `null` where it is unknown. */
  amount: Decimal | null;
  /** Why it is this quantity. */
  explanation: string;
  source: string;
}

/** What an option costs. */
export interface Estimate {
  id: OptionId;
  name: string;
  /** US dollars a month, the sum of the lines; `null` where one is unknown. */
  monthly: Decimal | null;
  /** US dollars for twelve such months. */
  annual: Decimal | null;
  /** US dollars a month. */
  range: MoneyRange;
  /** Calls to KMS a month, typically. */
  kmsRequests: number;
  kmsRequestsRange: CountRange;
  lines: LineItem[];
  /** With a Bucket Key: what it takes to see each object in the audit trail again. */
  objectAudit: { line: LineItem; monthlyWith: Decimal | null } | null;
  warnings: string[];
}

/** Every option for one workload. */
export interface Comparison extends Inputs {
  options: Estimate[];
  /** Cryptographic requests that KMS takes in a second in the Region, by default. */
  kmsQuotaPerSecond: number;
  /** S3's own costs, the same under every option. */
  s3: {
    /** US dollars a month; `null` where a part is unknown. */
    monthly: Decimal | null;
    lines: LineItem[];
    /** Per cent that each option adds to them. */
    surchargePercent: Record<OptionId, Decimal | null>;
  };
  /** What decides how far a Bucket Key's figures may be off. */
  bucketKey: { driver: string | null; explanation: string };
  /** Only where requirements were given. */
  recommendation?: Recommendation;
}

/** An option that meets the requirements. */
export interface Choice {
  option: OptionId;
  name: string;
  /** US dollars a month. */
  monthly: Decimal | null;
  /** US dollars a year. */
  annual: Decimal | null;
  /** US dollars a month. */
  range: MoneyRange;
  /** US dollars a month for S3 data events, where a requirement asks for them; part of `monthly`. */
  s3DataEvents: Decimal | null;
  /** What it costs beside, and nobody publishes. */
  unknownCosts: string | null;
}

/** The cheapest option that meets all requirements. */
export interface Recommendation {
  requirements: Requirement[];
  /** `null` where no option meets all. */
  choice: Choice | null;
  reason: string;
  /** What is given up for it. */
  givenUp: { criterion: string; name: string; short: string; reason: string; source: string }[];
  /** The next best, and how many US dollars a month it is dearer. */
  runnerUp: (Choice & { difference: Decimal | null }) | null;
  /** Where within the ranges another option is cheaper. */
  turns: { at: "low" | "high"; option: OptionId; monthly: Decimal; recommendedMonthly: Decimal; text: string }[];
  /** All that meet the requirements, the best first. */
  ranking: Choice[];
  /** Those that do not, and why. */
  ruledOut: {
    option: OptionId;
    name: string;
    unmet: { requirement: Requirement; reason: string; source: string }[];
  }[];
  /** Requirements that no option meets together. */
  conflicts: Requirement[][];
  /** Where no option meets all: what can be had by giving some up. */
  alternatives: { requirements: Requirement[]; givenUp: Requirement[]; choice: Choice }[];
  warnings: string[];
}

/** What {@link recommend} returns. */
export interface Recommended extends Inputs {
  recommendation: Recommendation;
}

/** An option's figures at one volume. */
export interface Figures {
  id: OptionId;
  /** US dollars a month. */
  monthly: Decimal | null;
  /** US dollars a month. */
  range: MoneyRange;
  /** Calls to KMS a month, typically. */
  kmsRequests: number;
  kmsRequestsRange: CountRange;
}

/** Every option month by month. */
export interface Forecast extends Inputs {
  plan: { months: number; growth: Decimal; rotationDays: number | null; keyAgeDays: number };
  /** The sum of all months, in US dollars. */
  options: { id: OptionId; name: string; total: Decimal | null; range: MoneyRange }[];
  /** From which month on something changes. */
  steps: { month: number; option: OptionId; reason: string; text: string }[];
  months: ForecastMonth[];
}

/** One month of a forecast. */
export interface ForecastMonth {
  /** From 1 on. */
  month: number;
  uploads: number;
  downloads: number;
  copies: number;
  /** Rotations that each key has had when the month begins. */
  rotations: number;
  /** Hours that are left of the month's 730 after a rotation within it that adds to the fee; `null` without one. */
  rotationHours: number | null;
  /** `cumulative`: US dollars from the first month to the end of this one. */
  options: (Figures & { cumulative: Decimal | null; cumulativeRange: MoneyRange })[];
}

/** The figures on both sides of a volume. */
export interface Threshold<T> {
  /** Documents a month: the first of uploads, downloads and copies that the workload has; the others keep their ratio. */
  documents: number;
  /** At one document less. */
  below: T;
  at: T;
}

/** Two options, and the volume from which on they differ; `null` where they never do. */
export interface Against {
  option: OptionId;
  against: OptionId;
  /** The figures of `option` and of `against`. */
  threshold: Threshold<[Figures, Figures]> | null;
}

/** The volumes at which something changes. */
export interface BreakEven extends Inputs {
  /** The largest volume that was looked at. */
  mostDocuments: number;
  /** US dollars a month, as given. */
  budget: Decimal | null;
  options: {
    id: OptionId;
    name: string;
    /** From which volume on KMS requests are paid for. */
    freeTierEnds: Threshold<Figures> | null;
    /** How far the budget goes; `null` without one. */
    withinBudget: {
      result: "up-to" | "nothing" | "everything" | "unknown";
      documents: number | null;
      at: Figures | null;
      above: Figures | null;
    } | null;
  }[];
  /** From which volume on a Bucket Key pays. */
  bucketKeyPays: Against[];
  /** From which volume on one option costs more than another. */
  overtakes: Against[];
}

/** The published prices of a Region: US dollars for a unit, by the name of the price. */
export interface RegionPrices {
  region: string;
  name: string;
  /** For a key and month. */
  kmsKey: Decimal;
  /** For a request. */
  kmsRequest: Decimal;
  /** For a GB (2^30 bytes) that DSSE-KMS writes. */
  dsseWrite: Decimal;
  /** For a GB (2^30 bytes) that DSSE-KMS reads. */
  dsseRead: Decimal;
  /** For a GB-month of the first 50 TB. */
  storageTo50Tb: Decimal;
  /** For a GB-month of the next 450 TB. */
  storageTo500Tb: Decimal;
  /** For a GB-month beyond. */
  storageBeyond: Decimal;
  /** For a PUT, COPY, POST or LIST. */
  s3Put: Decimal;
  /** For a GET. */
  s3Get: Decimal;
  /** For a management event in an additional trail. */
  cloudtrailManagementEvent: Decimal;
  /** For a data event in a trail. */
  cloudtrailDataEvent: Decimal;
}

/** The published prices. */
export interface PriceList {
  schemaVersion: 1;
  published: string;
  currency: string;
  source: string;
  regions: RegionPrices[];
  /** Prices that are the same in every Region, for S3 Batch Operations: for a job, for an object. */
  everywhere: { s3BatchJob: Decimal; s3BatchObject: Decimal };
}

/**
 * What every option costs.
 * @throws {SseCostError} An input that cannot be read or priced.
 */
export function compare(workload: Workload, options?: Requiring | null): Comparison;

/**
 * The same for many workloads in one call, in their order.
 * @throws {SseCostError} The first workload that cannot be read or priced; `field` begins with its place: `[3].region`.
 */
export function compareMany(workloads: readonly Workload[], options?: Requiring | null): Comparison[];

/**
 * Every option month by month.
 * @throws {SseCostError} An input that cannot be read or priced.
 */
export function forecast(workload: Workload, options: Plan): Forecast;

/**
 * The volumes at which something changes. The workload's uploads, downloads and copies say the ratio in which they grow.
 * @throws {SseCostError} An input that cannot be read or priced.
 */
export function breakEven(workload: Workload, options?: WithBudget | null): BreakEven;

/**
 * The cheapest option that meets the requirements.
 * @throws {SseCostError} An input that cannot be read or priced.
 */
export function recommend(workload: Workload, options?: Requiring | null): Recommended;

/**
 * The published prices of a Region, or of all.
 * @throws {SseCostError} A Region that is not known.
 */
export function prices(region?: string | null): PriceList;

/** The Regions that have prices: code and name. */
export function regions(): { region: string; name: string }[];
