# Calls of the AWS SDK for Ruby, which reads XML by the shapes of its own models.
require "aws-sdk-s3"
require "json"

client = Aws::S3::Client.new(
  endpoint: ARGV[0], region: "us-east-1", force_path_style: true,
  credentials: Aws::Credentials.new("AKIAFAKE", "fake")
)
at = {bucket: "my-bucket", key: "a/b c.txt"}
client.put_object(**at, body: "hello", metadata: {"by" => "ruby"})
got = client.get_object(**at)
listed = client.list_objects_v2(bucket: at[:bucket])
missing =
  begin
    client.get_object(**at, key: "nothing")
  rescue Aws::S3::Errors::NoSuchKey => error
    error.code
  end
who = Aws::STS::Client.new(
  endpoint: ARGV[0], region: "us-east-1", credentials: Aws::Credentials.new("AKIAFAKE", "fake")
).get_caller_identity
puts JSON.generate(
  body: got.body.read, by: got.metadata["by"], missing: missing, account: who.account,
  keys: listed.contents.map { |one| [one.key, one.size, one.last_modified.year] }
)
