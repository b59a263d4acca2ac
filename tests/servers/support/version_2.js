// Calls of the AWS SDK for JavaScript, version 2, which is the last to know AWS Import/Export.
const AWS = require("aws-sdk");

const endpoint = process.env.AWS_ENDPOINT_URL_IMPORTEXPORT;
const client = new AWS.ImportExport({endpoint, region: "us-east-1"});

(async () => {
  const status = await client.getStatus({JobId: "J1"}).promise();
  const listed = await client.listJobs().promise();
  const missing = await client
    .getStatus({JobId: "NOSUCH"})
    .promise()
    .catch((error) => [error.code, error.statusCode]);
  console.log(
    JSON.stringify({
      code: status.ProgressCode,
      created: status.CreationDate.toISOString(),
      jobs: listed.Jobs.map((one) => one.JobId),
      missing,
    })
  );
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
