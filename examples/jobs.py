from botosmith_importexport import connect
from botosmith_importexport.errors import InvalidJobIdException

client = connect(region_name="us-east-1")

status = client.get_status(JobId="HSSW2")  # a GetStatusOutputTypeDef
print(status.get("LocationCode"), "|", status.get("ProgressCode"))

try:
    client.cancel_job(JobId="NOSUCH")
except InvalidJobIdException as error:  # a botocore ClientError, too
    print(error.code, "|", error.message)

for job in client.iter_list_jobs(MaxJobs=2):  # JobTypeDef after JobTypeDef, across the pages
    print(job.get("JobId"), "|", job.get("JobType"), "|", job.get("CreationDate"))
