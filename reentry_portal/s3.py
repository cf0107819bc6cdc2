"""Private files in an S3-compatible store, for a portal that runs on more than one machine.

Encrypted at rest by the store; addresses of files are never given out, the portal hands each file out itself.
"""

from io import BytesIO

import boto3
from botocore.exceptions import ClientError
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible


@deconstructible
class S3Storage(Storage):
    """Keys and region come from the environment as boto3 reads them (AWS_ACCESS_KEY_ID and so on)."""

    def __init__(self, bucket: str, endpoint: str | None = None, client=None):
        self.bucket, self.endpoint = bucket, endpoint
        self._client = client

    @property
    def client(self):
        if self._client is None:
            self._client = boto3.client("s3", endpoint_url=self.endpoint)
        return self._client

    def _open(self, name: str, mode: str = "rb") -> File:
        try:
            found = self.client.get_object(Bucket=self.bucket, Key=name)
        except ClientError as error:
            raise FileNotFoundError(name) from error
        return ContentFile(found["Body"].read(), name=name)

    def _save(self, name: str, content: File) -> str:
        body = BytesIO(b"".join(content.chunks()))
        self.client.put_object(Bucket=self.bucket, Key=name, Body=body, ServerSideEncryption="AES256")
        return name

    def delete(self, name: str) -> None:
        self.client.delete_object(Bucket=self.bucket, Key=name)

    def exists(self, name: str) -> bool:
        try:
            self.client.head_object(Bucket=self.bucket, Key=name)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                return False
            raise
        return True

    def size(self, name: str) -> int:
        return self.client.head_object(Bucket=self.bucket, Key=name)["ContentLength"]
