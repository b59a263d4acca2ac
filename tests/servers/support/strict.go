// Calls of the AWS SDK for Go, version 2, whose XML parsers forgive little.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	ctx := context.Background()
	config := aws.Config{
		Region:      "us-east-1",
		Credentials: credentials.NewStaticCredentialsProvider("AKIAFAKE", "fake", ""),
		EndpointResolverWithOptions: aws.EndpointResolverWithOptionsFunc(
			func(service, region string, options ...interface{}) (aws.Endpoint, error) {
				return aws.Endpoint{URL: os.Args[1], HostnameImmutable: true}, nil
			}),
	}
	found := map[string]interface{}{}

	files := s3.NewFromConfig(config, func(options *s3.Options) { options.UsePathStyle = true })
	bucket, key := aws.String("my-bucket"), aws.String("a/b c.txt")
	_, err := files.PutObject(ctx, &s3.PutObjectInput{
		Bucket: bucket, Key: key, Body: strings.NewReader("hello"),
	})
	must(err)
	got, err := files.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: key})
	must(err)
	body, err := io.ReadAll(got.Body)
	must(err)
	listed, err := files.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: bucket})
	must(err)
	keys := []string{}
	for _, one := range listed.Contents {
		keys = append(keys, fmt.Sprintf("%s %d %s", *one.Key, one.Size, one.LastModified.Format("2006-01-02")))
	}
	_, err = files.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: aws.String("nothing")})
	found["s3"] = []interface{}{string(body), keys, strings.Contains(err.Error(), "NoSuchKey")}

	who, err := sts.NewFromConfig(config).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	must(err)
	found["sts"] = []string{*who.Account, *who.Arn}

	text, err := json.Marshal(found)
	must(err)
	fmt.Println(string(text))
}
