"""What the tests share: the files that the program writes, AWS's own clients, and moto in place of AWS."""

import os
import subprocess
import urllib.request
from pathlib import Path

import boto3
import emulator
import pytest

ACCOUNT = "123456789012"  # moto's
BUCKET = "my-bucket"
REGION = "eu-central-1"
ROLES = ("app", "operator", "security")

# Nothing of the machine's own AWS configuration is read, and no address but loopback is asked.
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}
for name in [name for name in os.environ if name.startswith("AWS_")]:
    del os.environ[name]
os.environ.update(ENVIRONMENT)


def write_set(folder, option, *arguments, bucket=BUCKET, region=REGION, account=ACCOUNT):
    """Has the program write the files of a setup."""
    command = [os.environ["SSE_COST"], "setup", "--option", option, "--bucket", bucket, "--region", region]
    command += ["--account", account, "--out", str(folder), *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return Path(folder)


class Aws:
    """An account: what a test asks AWS, and how it runs the programs of a set."""

    def __init__(self, endpoint, region=REGION):
        self.endpoint, self.region = endpoint, region

    def client(self, service, region=None):
        return boto3.client(service, endpoint_url=self.endpoint, region_name=region or self.region)

    @property
    def s3(self):
        return self.client("s3")

    @property
    def kms(self):
        return self.client("kms")

    def make_roles(self, *names):
        for name in names or ROLES:
            self.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument="{}")

    def key_id(self, alias=f"alias/s3/{BUCKET}"):
        return self.kms.describe_key(KeyId=alias)["KeyMetadata"]["KeyId"]

    def run(self, program, *arguments, **environment):
        """Runs a program of a set with the real `aws`; gives its exit code and what it printed, errors last."""
        done = subprocess.run(
            [str(program), *arguments],
            env={**os.environ, "AWS_ENDPOINT_URL": self.endpoint, **environment},
            capture_output=True,
            text=True,
            timeout=300,
        )
        return done.returncode, done.stdout + done.stderr

    def must_run(self, program, *arguments, **environment):
        code, output = self.run(program, *arguments, **environment)
        assert code == 0, output
        return output


@pytest.fixture(scope="session")
def endpoint():
    server = emulator.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def reset(endpoint):
    urllib.request.urlopen(urllib.request.Request(f"{endpoint}/moto-api/reset", method="POST")).read()


@pytest.fixture
def aws(endpoint):
    """An account with nothing in it."""
    reset(endpoint)
    return Aws(endpoint)
