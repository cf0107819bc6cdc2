from celery import shared_task

from partners.hsds import runs


@shared_task
def read_directory_packages():
    """The doorbell of the directory: read the data packages in line."""
    runs.read_waiting()
