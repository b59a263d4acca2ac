// Calls of the AWS SDK for JavaScript, version 3: one of each service that is named.
const {S3Client, ...s3} = require("@aws-sdk/client-s3");
const {SQSClient, ...sqs} = require("@aws-sdk/client-sqs");
const {DynamoDBClient, ...dynamodb} = require("@aws-sdk/client-dynamodb");
const {CloudWatchClient, ...cloudwatch} = require("@aws-sdk/client-cloudwatch");
const {AwsSmithyRpcV2CborProtocol} = require("@aws-sdk/core/protocols");
const {BedrockRuntimeClient, ...bedrock} = require("@aws-sdk/client-bedrock-runtime");

const calls = {
  async s3() {
    const client = new S3Client({forcePathStyle: process.env.STYLE !== "host"});
    const at = {Bucket: "my-bucket", Key: "a/b c.txt"};
    await client.send(new s3.PutObjectCommand({...at, Body: "hello", ContentType: "text/plain"}));
    const got = await client.send(new s3.GetObjectCommand(at));
    const part = await client.send(new s3.GetObjectCommand({...at, Range: "bytes=1-3"}));
    const listed = await client.send(new s3.ListObjectsV2Command({Bucket: at.Bucket}));
    const missing = await client
      .send(new s3.GetObjectCommand({...at, Key: "nothing"}))
      .catch((error) => [error.name, error.$metadata.httpStatusCode]);
    return {
      body: await got.Body.transformToString(),
      type: got.ContentType,
      part: [await part.Body.transformToString(), part.ContentRange],
      keys: listed.Contents.map((one) => one.Key),
      missing,
    };
  },
  async sqs() {
    const client = new SQSClient({});
    const url = {QueueUrl: process.env.AWS_ENDPOINT_URL_SQS + "/1/q"};
    const sent = await client.send(new sqs.SendMessageCommand({...url, MessageBody: "hi"}));
    const got = await client.send(new sqs.ReceiveMessageCommand(url));
    const missing = await client
      .send(new sqs.GetQueueUrlCommand({QueueName: "no"}))
      .catch((error) => error.name);
    return {id: sent.MessageId, bodies: got.Messages.map((one) => one.Body), missing};
  },
  async dynamodb() {
    const client = new DynamoDBClient({});
    const got = await client.send(
      new dynamodb.GetItemCommand({TableName: "t", Key: {id: {S: "1"}}})
    );
    const refused = await client
      .send(new dynamodb.GetItemCommand({TableName: "t", Key: {id: {S: "2"}}}))
      .catch((error) => [error.name, error.message]);
    return {item: got.Item, refused};
  },
  async cloudwatch() {
    const client = new CloudWatchClient(process.env.CBOR ? {protocol: AwsSmithyRpcV2CborProtocol} : {});
    let protocol = "";
    client.middlewareStack.add(
      (next) => (given) => {
        const {headers} = given.request;
        protocol = headers["smithy-protocol"] ?? headers["content-type"];
        return next(given);
      },
      {step: "finalizeRequest"}
    );
    const listed = await client.send(new cloudwatch.ListMetricsCommand({Namespace: "AWS/EC2"}));
    const data = await client.send(
      new cloudwatch.GetMetricDataCommand({
        MetricDataQueries: [{Id: "m1", Expression: "1"}],
        StartTime: new Date(0),
        EndTime: new Date(60000),
      })
    );
    const [first] = data.MetricDataResults;
    return {
      names: listed.Metrics.map((one) => one.MetricName),
      at: first.Timestamps.map((one) => one.toISOString()),
      values: first.Values,
      protocol,
    };
  },
  async bedrock() {
    const client = new BedrockRuntimeClient({});
    const answer = await client.send(
      new bedrock.ConverseStreamCommand({
        modelId: "anthropic.claude-v2",
        messages: [{role: "user", content: [{text: "hi"}]}],
      })
    );
    const texts = [];
    for await (const event of answer.stream) {
      if (event.contentBlockDelta) texts.push(event.contentBlockDelta.delta.text);
    }
    return texts;
  },
};

(async () => {
  const found = {};
  for (const name of process.argv.slice(2)) found[name] = await calls[name]();
  console.log(JSON.stringify(found));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
